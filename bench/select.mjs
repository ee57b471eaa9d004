// Compares ways to choose k demonstrations of a pool: node bench/select.mjs POOL [pool size] [held out] [cache folder]
import { build } from 'esbuild';
import { pathToFileURL } from 'node:url';

const outfile = 'out/bench/select.mjs';
await build({
	entryPoints: ['bench/select/select.ts'],
	bundle: true,
	platform: 'node',
	format: 'esm',
	external: ['onnxruntime-node'],
	mainFields: ['module', 'main'],
	banner: {
		js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
	},
	logLevel: 'warning',
	outfile,
});
const { measure } = await import(pathToFileURL(outfile).href);
await measure(...process.argv.slice(2));
