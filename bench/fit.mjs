// Compares ways of reading consistency and fits the weights of the fit to the task: node bench/fit.mjs [--probe DIR] NAME.jsonl…
import { buildWorker, load } from './build.mjs';

const { measureFits } = await load('fit/fit', { format: 'cjs' });
await measureFits(process.argv.slice(2), await buildWorker());
