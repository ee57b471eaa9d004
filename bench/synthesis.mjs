// Strategies on real sets: node bench/synthesis.mjs [random|strategies] [--sets a,b] [--seeds n] [--data folder]
import { build } from 'esbuild';
import { pathToFileURL } from 'node:url';

const outfile = 'out/bench/synthesis.mjs';
await build({
	entryPoints: ['bench/synthesis/main.ts'],
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
const { run } = await import(pathToFileURL(outfile).href);
await run(process.argv.slice(2));
