// Runs a measurement of a workflow: node bench/workflows.mjs analysis [demonstrations] [task definition], or
// node bench/workflows.mjs editing [demonstrations] [edits]
import { build } from 'esbuild';
import { pathToFileURL } from 'node:url';

const [name, ...options] = process.argv.slice(2);
if (name !== 'analysis' && name !== 'editing') {
	throw new Error(
		'usage: node bench/workflows.mjs analysis [demonstrations] [task definition] | editing [demonstrations] [edits]',
	);
}
const outfile = `out/bench/${name}.mjs`;
await build({
	entryPoints: [`bench/workflows/${name}.ts`],
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
await measure(...options);
