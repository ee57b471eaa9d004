// Measures how far a probe's measures can be trusted: node bench/truth.mjs [--probe DIR] [--data DIR] [--json FILE] …
import { build } from 'esbuild';
import { pathToFileURL } from 'node:url';

await build({
	entryPoints: { truth: 'bench/truth/truth.ts', truthWorker: 'src/probe/process/worker.ts' },
	bundle: true,
	platform: 'node',
	format: 'esm',
	external: ['onnxruntime-node'],
	mainFields: ['module', 'main'],
	banner: {
		js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
	},
	logLevel: 'warning',
	outdir: 'out/bench',
	outExtension: { '.js': '.mjs' },
});
const { measure } = await import(pathToFileURL('out/bench/truth.mjs').href);
await measure(process.argv.slice(2), 'out/bench/truthWorker.mjs');
