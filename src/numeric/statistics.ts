/** The middle value, or the mean of the two middle ones; not a number for no values. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const upper = sorted.length >> 1;
	const high = sorted[upper] ?? NaN;
	return sorted.length % 2 === 1 ? high : (high + (sorted[upper - 1] ?? NaN)) / 2;
}

/** The value below which a share of them lies, between two values linearly (type 7 of Hyndman & Fan, 1996); not a number for no values. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	const place = share * (sorted.length - 1);
	const [low = NaN, high = low] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
	return low + (high - low) * (place - Math.floor(place));
}

/** Not a number for no values. */
export function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * How many robust standard deviations each value lies from the median: (v − median) / (1.4826·MAD). Where more than half of
 * the values coincide the MAD is 0, and 1.2533 times the mean absolute deviation takes its place; where all
 * coincide every score is 0. Iglewicz & Hoaglin, How to Detect and Handle Outliers, 1993.
 */
export function robustScores(values: readonly number[]): number[] {
	const centre = median(values);
	const deviations = values.map(value => Math.abs(value - centre));
	const spread = 1.4826 * median(deviations) || Math.sqrt(Math.PI / 2) * mean(deviations);
	return values.map(value => (spread > 0 ? (value - centre) / spread : 0));
}
