import { build } from 'esbuild';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = 'out/bench';

/**
 * Bundles a measurement and gives what it exports.
 *
 * @param {string} entry under `bench`, without `.ts`
 * @param {import('esbuild').BuildOptions} options what it needs otherwise than the rest
 */
export async function load(entry, options = {}) {
	const format = options.format ?? 'esm';
	const outfile = path.resolve(folder, `${entry}.${format === 'cjs' ? 'cjs' : 'mjs'}`);
	await bundle(`bench/${entry}.ts`, outfile, { ...options, format });
	return format === 'cjs' ? createRequire(import.meta.url)(outfile) : await import(pathToFileURL(outfile).href);
}

/** Bundles the probe's process and gives its file. */
export async function buildWorker() {
	const outfile = `${folder}/probeWorker.mjs`;
	await bundle('src/probe/process/worker.ts', outfile, { format: 'esm' });
	return outfile;
}

/** Bundles a file of the project for Node, with what esbuild is told besides. */
export async function bundle(entry, outfile, options) {
	await build({
		entryPoints: [entry],
		outfile,
		bundle: true,
		platform: 'node',
		external: ['onnxruntime-node'],
		mainFields: ['module', 'main'],
		...(options.format === 'esm' ? { banner: { js: requireInModules } } : {}),
		logLevel: 'warning',
		...options,
	});
}

/** Some packages in the bundle still call it. */
const requireInModules =
	"import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);";
