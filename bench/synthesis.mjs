// Strategies on real sets: node bench/synthesis.mjs [random|strategies] [--sets a,b] [--seeds n] [--data folder]
import { load } from './build.mjs';

const { run } = await load('synthesis/main');
await run(process.argv.slice(2));
