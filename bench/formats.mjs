// Measures how fast demonstrations are read: node bench/formats.mjs [demonstrations] [rounds], or how the time grows with
// the length of a text: node bench/formats.mjs doubling [characters] [format]
import { load } from './build.mjs';

const [first, ...others] = process.argv.slice(2);
const name = first === 'doubling' ? 'doubling' : 'parse';
// As it is shipped: constants are put where they are used.
const { measure } = await load(`formats/${name}`, { format: 'cjs', minifySyntax: true });
measure(...(name === 'doubling' ? others : process.argv.slice(2)));
