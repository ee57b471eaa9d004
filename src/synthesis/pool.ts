import type { Example } from '../probe/probeModel';
import type { Proposal } from './strategy';

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

/** The finished entries of the user's own pool, in their order, as proposals. No language model is asked. */
export async function* proposalsOf({ name, entries }: Pool): AsyncGenerator<Proposal> {
	const fileName = name.split(/[\\/]/u).at(-1) ?? name;
	for await (const { id, input, output } of entries()) {
		if (output !== '') {
			yield { input, output, origin: `${fileName}:${id}` };
		}
	}
}
