// Compares a strategy with random choice: node bench/synthesis.mjs [file] [pool] [strategy] [count] [seeds]
import { build } from 'esbuild';
import { pathToFileURL } from 'node:url';

const outfile = 'out/bench/againstRandom.mjs';
await build({
	entryPoints: ['bench/synthesis/againstRandom.ts'],
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
