// Compares ways to choose k demonstrations of a pool: node bench/select.mjs POOL [pool size] [held out] [cache folder]
import { load } from './build.mjs';

const { measure } = await load('select/select');
await measure(...process.argv.slice(2));
