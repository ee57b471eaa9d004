// Sets far larger than memory through made-up services: node bench/scale.mjs <score|suggest|replicas|resume> [count]
import { build } from 'esbuild';
import { load } from './build.mjs';

await build({
	entryPoints: ['bench/scale/madeUpService.ts'],
	bundle: true,
	platform: 'node',
	format: 'esm',
	logLevel: 'warning',
	outfile: 'out/bench/scaleService.mjs',
});
const { measure } = await load('scale/scale');
await measure(...process.argv.slice(2));
