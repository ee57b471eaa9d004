/** Quantile of the normal distribution that leaves 2.5 % on either side. */
const z = 1.959963984540054;

/**
 * 95 % interval of a share, from so many successes in so many trials: Wilson's, which stays within 0 and 1 and holds for
 * few trials (Wilson, JASA 22, 1927; Brown, Cai & DasGupta, Statistical Science 16, 2001). 0 to 1 for no trials.
 */
export function wilsonInterval(successes: number, trials: number): readonly [low: number, high: number] {
	if (trials === 0) {
		return [0, 1];
	}
	const share = successes / trials;
	const square = (z * z) / trials;
	const centre = (share + square / 2) / (1 + square);
	const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials));
	return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
