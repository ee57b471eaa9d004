export interface Interval {
	readonly low: number;
	readonly high: number;
}

/** Of the standard normal distribution: 95 % lie between −z and z. */
const z = 1.959963984540054;

/**
 * The 95 % interval of a share, 0..1: Wilson, Journal of the American Statistical Association 22, 1927. It stays within
 * 0 and 1, and means something for small numbers too. All of it where nothing was tried.
 *
 * @param successes 0..trials
 */
export function wilsonInterval(successes: number, trials: number): Interval {
	if (trials === 0) {
		return { low: 0, high: 1 };
	}
	const share = successes / trials;
	const weight = z ** 2 / trials;
	const centre = (share + weight / 2) / (1 + weight);
	const half = Math.sqrt((share * (1 - share)) / trials + weight / (4 * trials)) * (z / (1 + weight));
	return {
		low: successes === 0 ? 0 : Math.max(0, centre - half),
		high: successes === trials ? 1 : Math.min(1, centre + half),
	};
}
