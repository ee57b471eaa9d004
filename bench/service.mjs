// Keeps a probe service at its full queue: node bench/service.mjs [seconds] [clients] [queue]
import { load } from './build.mjs';

const { measure } = await load('service/fullQueue');
await measure(...process.argv.slice(2));
