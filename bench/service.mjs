// Keeps a probe service at its full queue: node bench/service.mjs [seconds] [clients] [queue]
import { build } from 'esbuild';
import { pathToFileURL } from 'node:url';

const outfile = 'out/bench/service.mjs';
await build({
	entryPoints: ['bench/service/fullQueue.ts'],
	bundle: true,
	platform: 'node',
	format: 'esm',
	mainFields: ['module', 'main'],
	logLevel: 'warning',
	outfile,
});
const { measure } = await import(pathToFileURL(outfile).href);
await measure(...process.argv.slice(2));
