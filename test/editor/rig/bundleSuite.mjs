/** Bundles the suite that runs inside the extension host. */
import { globSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { extensionFolder, projectFolder } from './workbench.ts';

/**
 * VS Code gives each extension a `vscode` module of its own, by the folder that imports it: the suite lies in the
 * extension's, so that both are given the same one.
 *
 * @returns {Promise<string>} the file to hand over as extensionTestsPath
 */
export async function bundleSuite() {
	const source = path.join(projectFolder, 'test', 'editor', 'suite');
	const folder = path.join(extensionFolder, 'out', 'test');
	const outdir = path.join(folder, 'suite');
	rmSync(outdir, { recursive: true, force: true });
	if (extensionFolder !== projectFolder) {
		mkdirSync(folder, { recursive: true });
		symlinkSync(path.join(projectFolder, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
	}
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
