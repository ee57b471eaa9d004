import { build } from 'esbuild';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, parse } from 'node:path';

export interface Bundle {
	readonly file: string;
	remove(): Promise<void>;
}

/** Bundles a module for a process of its own, below the project so that it finds the native package. */
export async function bundle(entry: string): Promise<Bundle> {
	await mkdir('out', { recursive: true });
	const { name } = parse(entry);
	const folder = await mkdtemp(join('out', `${name}-`));
	const file = join(folder, `${name}.mjs`);
	await build({
		entryPoints: [entry],
		bundle: true,
		platform: 'node',
		format: 'esm',
		// Some packages are CommonJS and call `require` for Node's own modules.
		banner: {
			js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
		},
		external: ['onnxruntime-node'],
		logLevel: 'warning',
		outfile: file,
	});
	return { file, remove: () => rm(folder, { recursive: true }) };
}
