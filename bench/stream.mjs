// Streams sets of made-up readings: node bench/stream.mjs [demonstrations] [length of a sketch]
import { build } from 'esbuild';
import { pathToFileURL } from 'node:url';

const outfile = 'out/bench/stream.mjs';
await build({
	entryPoints: ['bench/stream/sketches.ts'],
	bundle: true,
	platform: 'node',
	format: 'esm',
	mainFields: ['module', 'main'],
	banner: {
		js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
	},
	logLevel: 'warning',
	outfile,
});
const { measure } = await import(pathToFileURL(outfile).href);
await measure(...process.argv.slice(2));
