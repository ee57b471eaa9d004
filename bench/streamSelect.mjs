// Selects from a streamed set of made-up readings: node bench/streamSelect.mjs [demonstrations] [k]
import { build } from 'esbuild';
import { pathToFileURL } from 'node:url';

const outfile = 'out/bench/streamSelect.mjs';
await build({
	entryPoints: ['bench/stream/selection.ts'],
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
