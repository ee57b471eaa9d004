// Measures how fast demonstrations are read: node bench/formats.mjs [demonstrations] [rounds], or how the time grows with
// the length of a text: node bench/formats.mjs doubling [characters] [format]
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import path from 'node:path';

const [first, ...others] = process.argv.slice(2);
const name = first === 'doubling' ? 'doubling' : 'parse';
const outfile = path.resolve(`out/bench/formats/${name}.cjs`);
await build({
	entryPoints: [`bench/formats/${name}.ts`],
	bundle: true,
	platform: 'node',
	format: 'cjs',
	mainFields: ['module', 'main'],
	// As it is shipped: constants are put where they are used.
	minifySyntax: true,
	logLevel: 'warning',
	outfile,
});
const { measure } = createRequire(import.meta.url)(outfile);
measure(...(name === 'doubling' ? others : process.argv.slice(2)));
