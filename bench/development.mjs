// Writes the sets on which training runs of the probe are compared: node bench/development.mjs [--data DIR] > development.jsonl
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import path from 'node:path';

const outfile = path.resolve('out/bench/development.cjs');
await build({
	entryPoints: ['bench/development/development.ts'],
	bundle: true,
	platform: 'node',
	format: 'cjs',
	mainFields: ['module', 'main'],
	logLevel: 'warning',
	outfile,
});
await createRequire(import.meta.url)(outfile).writeDevelopment(process.argv.slice(2));
