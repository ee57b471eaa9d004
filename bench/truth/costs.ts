import type { ProbeModel, ReadingRequest } from '../../src/probe/probeModel';
import type { Group } from './data';

/** Milliseconds a text; only their ratios mean something on another machine. */
export interface CostFigures {
	readonly texts: number;
	readonly tokens: number;
	readonly forward: number;
	readonly completion: number;
	readonly joint: number;
}

const kinds = {
	forward: { loss: 'joint', gradient: false },
	completion: { loss: 'completion', gradient: true },
	joint: { loss: 'joint', gradient: true },
} as const;

const textCount = 48;

/** What a reading of each kind costs, one after the other on the same texts. The first, which loads the graph, is not counted. */
export async function measureCosts(probe: ProbeModel, groups: readonly Group[]): Promise<CostFigures> {
	const examples = groups.flatMap(({ examples }) => examples.slice(0, 2)).slice(0, textCount);
	const milliseconds: Record<string, number> = {};
	let tokens = 0;
	for (const [name, kind] of Object.entries(kinds)) {
		const requests: readonly ReadingRequest[] = examples.map(example => ({ ...example, ...kind }));
		await probe.read(requests.slice(0, 1));
		const started = performance.now();
		const readings = await probe.read(requests);
		milliseconds[name] = (performance.now() - started) / requests.length;
		tokens = readings.reduce((sum, reading) => sum + reading.tokens, 0) / requests.length;
	}
	const { forward = NaN, completion = NaN, joint = NaN } = milliseconds;
	return { texts: examples.length, tokens, forward, completion, joint };
}
