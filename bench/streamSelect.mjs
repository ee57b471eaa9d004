// Selects from a streamed set of made-up readings: node bench/streamSelect.mjs [demonstrations] [k]
import { load } from './build.mjs';

const { measure } = await load('stream/selection');
await measure(...process.argv.slice(2));
