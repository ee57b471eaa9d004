// Measures how far a probe's measures can be trusted: node bench/truth.mjs [--probe DIR] [--data DIR] [--json FILE] …
import { buildWorker, load } from './build.mjs';

const { measure } = await load('truth/truth');
await measure(process.argv.slice(2), await buildWorker());
