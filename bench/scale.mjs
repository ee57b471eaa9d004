// Sets far larger than memory through made-up services: node bench/scale.mjs <score|select|suggest|replicas|resume> [count]
import { bundle, load } from './build.mjs';

await bundle('bench/scale/madeUpService.ts', 'out/bench/scaleService.mjs', { format: 'esm' });
const { measure } = await load('scale/scale');
await measure(...process.argv.slice(2));
