// Writes the sets on which training runs of the probe are compared: node bench/development.mjs [--data DIR] > development.jsonl
import { load } from './build.mjs';

const { writeDevelopment } = await load('development/development', { format: 'cjs' });
await writeDevelopment(process.argv.slice(2));
