// Runs a measurement of the probe: node bench/probe.mjs speed|sketch|throughput|memory|int8|cancel …
import { load } from './build.mjs';

const names = ['speed', 'sketch', 'throughput', 'memory', 'int8', 'cancel'];
const [name, ...options] = process.argv.slice(2);
if (!names.includes(name)) {
	throw new Error(`usage: node bench/probe.mjs ${names.join('|')} …`);
}
const { measure } = await load(`probe/${name}`);
await measure(...options);
