import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Builds the product once before the tests: those of the command line run what a user runs, never an old build. */
export async function setup(): Promise<void> {
	await promisify(execFile)(process.execPath, ['esbuild.mjs']);
}
