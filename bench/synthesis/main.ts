import { parseArgs } from 'node:util';
import { againstRandom } from './againstRandom';
import { endToEnd } from './endToEnd';
import { hasRealSets } from './realSets';

/** `random` or `strategies`: see bench/README.md. */
export async function run(args: readonly string[]): Promise<void> {
	const { values, positionals } = parseArgs({
		args: [...args],
		allowPositionals: true,
		options: {
			data: { type: 'string', default: process.env['DEMOSCOPE_DATA'] ?? '../shared/data' },
			sets: { type: 'string' },
			seeds: { type: 'string', default: '3' },
		},
	});
	if (!hasRealSets(values.data)) {
		throw new Error(`no demosets and pools in ${values.data}: name the folder with --data or DEMOSCOPE_DATA`);
	}
	await (positionals[0] === 'strategies'
		? endToEnd(values.data, values.sets)
		: againstRandom(values.data, values.sets, Number(values.seeds)));
}
