// Measures how fast demonstrations are read: node bench/formats.mjs [demonstrations] [rounds]
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import path from 'node:path';

const outfile = path.resolve('out/bench/formats.cjs');
await build({
	entryPoints: ['bench/formats/parse.ts'],
	bundle: true,
	platform: 'node',
	format: 'cjs',
	mainFields: ['module', 'main'],
	// As it is shipped: constants are put where they are used.
	minifySyntax: true,
	logLevel: 'warning',
	outfile,
});
createRequire(import.meta.url)(outfile).measure(...process.argv.slice(2));
