import { describe, expect, test } from 'vitest';
import { drawOf } from '../../../bench/truth/draw';
import { paraphrase } from '../../../bench/truth/paraphrase';
import { areaUnderCurve, spearman, spearmanInterval } from '../../../bench/truth/statistics';

describe('figures', () => {
	test('rank correlation follows order alone, and ties share their ranks', () => {
		expect(spearman([1, 2, 3, 4], [1, 10, 100, 1000])).toBeCloseTo(1);
		expect(spearman([1, 2, 3, 4], [4, 3, 2, 1])).toBeCloseTo(-1);
		// Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: covariance 4.5, variances 4.5 and 5.
		expect(spearman([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5));
		expect(spearman([1, 2, 3], [7, 7, 7])).toBe(0);
	});

	test('the interval of a rank correlation is wider for few pairs, and stays within −1 and 1', () => {
		// tanh(atanh(.5) ± 1.959964·√(1.125/57)), worked out apart.
		expect(spearmanInterval(0.5, 60)).toEqual([expect.closeTo(0.2673, 4), expect.closeTo(0.6776, 4)]);
		expect(spearmanInterval(0.99, 10)[1]).toBeLessThan(1);
		expect(spearmanInterval(0, 10)[1]).toBeGreaterThan(spearmanInterval(0, 60)[1]);
	});

	test('the area under the curve is the share of pairs in order, ties half', () => {
		expect(areaUnderCurve([3, 4], [1, 2])).toBe(1);
		// 1 is below both; 3 is above 2 and equals 3.
		expect(areaUnderCurve([1, 3], [2, 3])).toBe((0 + 0 + 1 + 0.5) / 4);
	});
});

describe('a light paraphrase', () => {
	const of = (input: string, output = 'x') => paraphrase({ input, output }, drawOf('test', input));

	test('spells numbers the other way', () => {
		expect(of('The box holds 3 apples')?.input).toBe('The box holds three apples');
		expect(of('The box holds seven apples')?.input).toBe('The box holds 7 apples');
	});

	test('gives people another name in input and output alike', () => {
		const copy = of('Anna sings loudly', 'Anna');
		expect(copy?.output).not.toBe('Anna');
		expect(copy?.input).toBe(`${copy?.output} sings loudly`);
	});

	test('moves a clause to the other end', () => {
		expect(of('The match stops if rain falls.')?.input).toBe('If rain falls, the match stops.');
	});

	test('does not force itself on a text without a place for it', () => {
		expect(of('xylophone')).toBeUndefined();
	});
});
