// Runs a measurement of a workflow: node bench/workflows.mjs analysis [demonstrations] [task definition], or
// node bench/workflows.mjs editing [demonstrations] [edits]
import { load } from './build.mjs';

const [name, ...options] = process.argv.slice(2);
if (name !== 'analysis' && name !== 'editing') {
	throw new Error(
		'usage: node bench/workflows.mjs analysis [demonstrations] [task definition] | editing [demonstrations] [edits]',
	);
}
const { measure } = await load(`workflows/${name}`);
await measure(...options);
