// Sets far larger than memory through made-up services: node bench/scale.mjs <score|suggest|replicas|resume> [count]
import { build } from 'esbuild';
import { pathToFileURL } from 'node:url';

await build({
	entryPoints: { scale: 'bench/scale/scale.ts', scaleService: 'bench/scale/madeUpService.ts' },
	bundle: true,
	platform: 'node',
	format: 'esm',
	mainFields: ['module', 'main'],
	logLevel: 'warning',
	outdir: 'out/bench',
	outExtension: { '.js': '.mjs' },
});
const { measure } = await import(pathToFileURL('out/bench/scale.mjs').href);
await measure(...process.argv.slice(2));
