import { expect, test } from 'vitest';
import { clusterScore } from '../../../src/metrics/clusterScore';

test('is the number of clusters over their mean size: between 1/K and K', () => {
	expect(clusterScore([[10]])?.score).toBeCloseTo(1 / 10, 12);
	expect(clusterScore([Array.from({ length: 10 }, () => 1)])?.score).toBe(10);
	expect(clusterScore([[4, 3, 3]])?.score).toBeCloseTo(3 / (10 / 3), 12);
});

test('is a mean over groupings, with its standard error', () => {
	// Ratios 2, 1/2 and 0: mean 5/6, sample variance 13/12, so the standard error is √(13/36).
	const score = clusterScore([[1, 1], [2], []]);
	expect(score).toMatchObject({ groupings: 3, clusters: 1 });
	expect(score?.score).toBeCloseTo(5 / 6, 12);
	expect(score?.standardError).toBeCloseTo(Math.sqrt(13 / 36), 12);
	expect(score?.size).toBeCloseTo(4 / 3, 12);
});

test('of one grouping has no error, and of none is none', () => {
	expect(clusterScore([[3]])?.standardError).toBeNull();
	expect(clusterScore([])).toBeNull();
});
