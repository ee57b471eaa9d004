import { median, quantile } from '../numeric/statistics';
import type { VScore } from './vScore';

const inconsistentShare = 0.25;
const leastScores = 4;

/**
 * The V-Score in bits per token that an addition to a set has to reach, so that it does not lower the set's consistency: the lower quartile
 * of the set's own. *Ours.* No bound where fewer than four demonstrations have one.
 */
export function consistencyFloor(scores: readonly VScore[]): number {
	return scores.length < leastScores
		? -Infinity
		: quantile(
				scores.map(({ bitsPerToken }) => bitsPerToken),
				inconsistentShare,
			);
}

/**
 * Whether a set stays as consistent as it is with one more addition: the median V-Score in bits per token of the set, what was added and
 * this one is no lower than the set's own. True where there is nothing to compare.
 *
 * @param added V-Scores of what was added before
 */
export function keepsConsistency(
	set: readonly VScore[],
	added: readonly (VScore | undefined)[],
	addition: VScore | undefined,
): boolean {
	if (addition === undefined || set.length < leastScores) {
		return true;
	}
	const bits = (scores: readonly (VScore | undefined)[]): number[] =>
		scores.flatMap(score => (score === undefined ? [] : [score.bitsPerToken]));
	return median([...bits(set), ...bits(added), addition.bitsPerToken]) >= median(bits(set));
}
