import type { Measurer } from './measure';

/**
 * Proposals in the regions to fill go first, as long as the best of them adds this share of what the best of the others
 * would. *Ours:* a full veto of the others can leave proposals that add hardly more than random ones.
 */
const leastShareOfOther = 0.8;

interface Read {
	readonly sketch: Float32Array;
}

export interface PreferredAddition<Proposal> {
	readonly proposal: Proposal;
	readonly gain: number;
	readonly scoreAfter: number;
	/** It lies outside the regions to fill. */
	readonly isOther: boolean;
}

/**
 * The proposal to add next, with its exact gain in G-Vendi; nothing where none raises it.
 *
 * @param base sketches of the set with what was added before
 * @param aimed proposals in the regions to fill
 * @param others proposals elsewhere
 */
export async function preferredAddition<Proposal extends Read>(
	measurer: Measurer,
	base: readonly Float32Array[],
	aimed: readonly Proposal[],
	others: readonly Proposal[],
): Promise<PreferredAddition<Proposal> | undefined> {
	const bestOf = async (proposals: readonly Proposal[]): Promise<PreferredAddition<Proposal> | undefined> => {
		const sketches = proposals.map(({ sketch }) => sketch);
		const [best] = await measurer.rankAdditions(base, sketches, 1);
		const proposal = best === undefined ? undefined : proposals[best.index];
		return best === undefined || best.gain <= 0 || proposal === undefined
			? undefined
			: { proposal, gain: best.gain, scoreAfter: best.scoreAfter, isOther: best.index >= aimed.length };
	};
	const best = await bestOf([...aimed, ...others]);
	if (best?.isOther !== true) {
		return best;
	}
	const inside = await bestOf(aimed);
	return inside !== undefined && inside.gain >= leastShareOfOther * best.gain ? inside : best;
}
