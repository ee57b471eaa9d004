// Runs a measurement of the probe: node bench/probe.mjs speed|sketch|throughput|memory|int8|cancel …
import { build } from 'esbuild';
import { pathToFileURL } from 'node:url';

const names = ['speed', 'sketch', 'throughput', 'memory', 'int8', 'cancel'];
const [name, ...options] = process.argv.slice(2);
if (!names.includes(name)) {
	throw new Error(`usage: node bench/probe.mjs ${names.join('|')} …`);
}
const outfile = `out/bench/${name}.mjs`;
await build({
	entryPoints: [`bench/probe/${name}.ts`],
	bundle: true,
	platform: 'node',
	format: 'esm',
	external: ['onnxruntime-node'],
	logLevel: 'warning',
	outfile,
});
const { measure } = await import(pathToFileURL(outfile).href);
await measure(...options);
