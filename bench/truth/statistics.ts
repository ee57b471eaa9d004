import { mean } from '../../src/numeric/statistics';
import type { Random } from '../../src/base/random';
import { pick } from './draw';

/** Ranks from 1 on; equal values share the mean of theirs. */
export function ranks(values: readonly number[]): number[] {
	const order = [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
	const result = new Array<number>(values.length).fill(0);
	for (let start = 0; start < order.length;) {
		let end = start;
		while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) {
			end++;
		}
		for (const index of order.slice(start, end)) {
			result[index] = (start + end + 1) / 2;
		}
		start = end;
	}
	return result;
}

/** Spearman's rank correlation; 0 where one side does not vary. */
export function spearman(left: readonly number[], right: readonly number[]): number {
	const [a, b] = [ranks(left), ranks(right)];
	const [meanA, meanB] = [mean(a), mean(b)];
	let covariance = 0;
	let varianceA = 0;
	let varianceB = 0;
	a.forEach((rank, index) => {
		const [x, y] = [rank - meanA, (b[index] ?? 0) - meanB];
		covariance += x * y;
		varianceA += x * x;
		varianceB += y * y;
	});
	return varianceA === 0 || varianceB === 0 ? 0 : covariance / Math.sqrt(varianceA * varianceB);
}

/** The chance that one of the positives is above one of the negatives; ties count half. */
export function areaUnderCurve(positives: readonly number[], negatives: readonly number[]): number {
	const all = ranks([...positives, ...negatives]);
	const sum = all.slice(0, positives.length).reduce((total, rank) => total + rank, 0);
	return (sum - (positives.length * (positives.length + 1)) / 2) / (positives.length * negatives.length);
}

/** Sample standard deviation. */
export function deviation(values: readonly number[]): number {
	const centre = mean(values);
	return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

const resamples = 2000;

/** 95 % bootstrap interval of the mean over clusters, each of which is one mean already. */
export function bootstrapInterval(values: readonly number[], random: Random): readonly [low: number, high: number] {
	const means = Array.from({ length: resamples }, () => mean(values.map(() => pick(values, random)))).sort(
		(a, b) => a - b,
	);
	return [means[Math.round(resamples * 0.025)] ?? NaN, means[Math.round(resamples * 0.975) - 1] ?? NaN];
}

/**
 * 95 % interval of Spearman's correlation of so many pairs: Fisher's transformation with the variance of Bonett & Wright,
 * Psychometrika 65, 2000, (1 + ρ²/2)/(n − 3).
 */
export function spearmanInterval(correlation: number, pairs: number): readonly [low: number, high: number] {
	const centre = Math.atanh(correlation);
	const half = 1.959964 * Math.sqrt((1 + correlation ** 2 / 2) / (pairs - 3));
	return [Math.tanh(centre - half), Math.tanh(centre + half)];
}
