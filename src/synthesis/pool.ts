import type { Example } from '../probe/probeModel';
import type { Strategy } from './strategy';

export interface PoolEntry extends Example {
	readonly id: string;
	/** Reasoning before the answer, where the entry has it. */
	readonly rationale?: string;
}

/** Labelled examples to choose from, in any number. */
export interface Pool {
	/** For people: its file. */
	readonly name: string;
	readonly count: number;
	/** Of all its texts, where it is too large to be held. */
	readonly digest?: string;
	/** From the first on, at each call. */
	readonly entries: () => Iterable<PoolEntry> | AsyncIterable<PoolEntry>;
}

export const poolStrategyId = 'pool';

/** Proposes the finished entries of the user's own pool, in their order. No language model is asked. */
export function poolStrategy({ name, entries }: Pool): Strategy {
	const fileName = name.split(/[\\/]/u).at(-1) ?? name;
	return {
		id: poolStrategyId,
		async *propose() {
			for await (const { id, input, output } of entries()) {
				if (output !== '') {
					yield { input, output, origin: `${fileName}:${id}` };
				}
			}
		},
	};
}
