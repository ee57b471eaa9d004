import { describe, expect, test } from 'vitest';
import { mean, median, robustScores } from '../../../src/numeric/statistics';

describe('statistics', () => {
	test('the median of odd and even counts, whatever the order', () => {
		expect(median([3, 1, 2])).toBe(2);
		expect(median([4, 1, 3, 2])).toBe(2.5);
		expect(median([10, 9, 1])).toBe(9);
	});

	test('no values have neither median nor mean', () => {
		expect(median([])).toBeNaN();
		expect(mean([])).toBeNaN();
	});

	test('robust scores: one deviation is 1.4826 times the median absolute deviation', () => {
		expect(robustScores([1, 2, 3, 4, 5])[4]).toBeCloseTo(2 / 1.4826, 10);
	});

	test('an outlier does not hide itself by widening the spread', () => {
		expect(robustScores([1, 2, 3, 4, 1000])[4]).toBeGreaterThan(100);
	});

	test('where most values coincide the mean deviation takes over, and where all do every score is 0', () => {
		expect(robustScores([5, 5, 5, 5, 9])[4]).toBeCloseTo(4 / (Math.sqrt(Math.PI / 2) * 0.8), 10);
		expect(robustScores([2, 2, 2])).toEqual([0, 0, 0]);
	});
});
