import { quantile } from '../numeric/statistics';
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
