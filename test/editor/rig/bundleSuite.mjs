/** Bundles the suite that runs inside the extension host. */
import { globSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { projectFolder } from './workbench.ts';

/** @returns {Promise<string>} the file to hand over as extensionTestsPath */
export async function bundleSuite() {
	const source = path.join(projectFolder, 'test', 'editor', 'suite');
	const outdir = path.join(projectFolder, 'out', 'test', 'suite');
	rmSync(outdir, { recursive: true, force: true });
	await build({
		entryPoints: [path.join(source, 'index.ts'), ...globSync(path.join(source, '*.test.ts'))],
		outdir,
		outExtension: { '.js': '.mjs' }, // by this ending the extension host knows an ES module
		bundle: true,
		splitting: true,
		format: 'esm',
		platform: 'node',
		target: 'node20',
		external: ['vscode', 'mocha', 'yaml'],
		sourcemap: 'inline',
		logLevel: 'warning',
	});
	return path.join(outdir, 'index.mjs');
}
