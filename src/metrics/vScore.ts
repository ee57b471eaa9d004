import { mean, median } from '../numeric/statistics';
import type { Reading } from '../probe/probeModel';

/** How much the task definition makes a demonstration more expected. */
export interface VScore {
	readonly bits: number;
	readonly bitsPerToken: number;
}

/**
 * V(d) = log₂ p(x, y | T, S) − log₂ p(x, y | ∅, S): by how many bits the task definition T makes the demonstration
 * more expected to the probe; negative where it makes it less expected. V-Synthesis, arXiv 2506.23149v1, after
 * V-information (Ethayarajh et al., ICML 2022). S, the examples in context, may be empty.
 *
 * @param withTask reading of input and output under the definition
 * @param withoutTask the same without it, with the same examples in context
 * @returns `undefined` where the two do not score the same tokens, which happens when one of them was truncated.
 */
export function vScore(
	withTask: Pick<Reading, 'logProbs'>,
	withoutTask: Pick<Reading, 'logProbs'>,
): VScore | undefined {
	const tokens = withTask.logProbs.length;
	if (tokens === 0 || tokens !== withoutTask.logProbs.length) {
		return undefined;
	}
	const bits = (sum(withTask.logProbs) - sum(withoutTask.logProbs)) / Math.LN2;
	return { bits, bitsPerToken: bits / tokens };
}

export interface Consistency {
	readonly medianBitsPerToken: number;
	readonly meanBits: number;
}

/** The consistency of a set with its task definition; `null` where no demonstration has a score. */
export function consistency(scores: readonly (VScore | undefined)[]): Consistency | null {
	const known = scores.filter(score => score !== undefined);
	if (known.length === 0) {
		return null;
	}
	return {
		medianBitsPerToken: median(known.map(score => score.bitsPerToken)),
		meanBits: mean(known.map(score => score.bits)),
	};
}

function sum(values: Float32Array): number {
	return values.reduce((total, value) => total + value, 0);
}
