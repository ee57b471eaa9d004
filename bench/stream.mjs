// Streams sets of made-up readings: node bench/stream.mjs [demonstrations] [length of a sketch]
import { load } from './build.mjs';

const { measure } = await load('stream/sketches');
await measure(...process.argv.slice(2));
