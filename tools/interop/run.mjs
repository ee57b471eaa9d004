// Tries Demoscope with inference software that others wrote: node tools/interop/run.mjs [--record] [name…]
import { build } from 'esbuild';
import { pathToFileURL } from 'node:url';

await build({
	entryPoints: { interop: 'tools/interop/interop.ts', interopWorker: 'src/probe/process/worker.ts' },
	bundle: true,
	platform: 'node',
	format: 'esm',
	external: ['onnxruntime-node'],
	mainFields: ['module', 'main'],
	banner: {
		js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
	},
	logLevel: 'warning',
	outdir: 'out/interop/built',
	outExtension: { '.js': '.mjs' },
});
const { run } = await import(pathToFileURL('out/interop/built/interop.mjs').href);
process.exitCode = await run(process.argv.slice(2), 'out/interop/built/interopWorker.mjs');
