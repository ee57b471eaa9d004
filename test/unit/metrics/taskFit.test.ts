import { expect, test } from 'vitest';
import { definitionAlone, probabilityOf, taskFits } from '../../../src/metrics/taskFit';
import { companyOf } from '../../../src/metrics/taskLikeness';

test('company counts by its distance from the middle of the set, so that a loose set is no worse than a tight one', () => {
	const weights = { constant: 0.5, definitionFit: 1, company: 10 };
	const of = (...companies: number[]): readonly (number | undefined)[] =>
		taskFits(
			companies.map(company => ({ definitionFit: 2, company })),
			weights,
		);
	expect(of(0.9, 0.9, 0.4)).toEqual([2.5, 2.5, -2.5]);
	expect(of(0.6, 0.6, 0.1)).toEqual([2.5, 2.5, -2.5]);
});

test('what could not be read has no fit, and does not move the middle', () => {
	const weights = { constant: 0, definitionFit: 1, company: 1 };
	const standing = { definitionFit: 1, company: 0.5 };
	expect(taskFits([undefined, standing, standing], weights)).toEqual([undefined, 1, 1]);
	expect(taskFits([], weights)).toEqual([]);
});

test('the definition alone decides where there is no head', () => {
	expect(taskFits([{ definitionFit: -1.5, company: 0 }], definitionAlone)).toEqual([-1.5]);
});

test('company is the mean cosine to the others, and none alone', () => {
	const [right, up] = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
	expect(companyOf([right, right, up])).toEqual([0.5, 0.5, 0]);
	expect(companyOf([right])).toEqual([0]);
	expect(companyOf([])).toEqual([]);
	const nowhere = Float64Array.of(0, 0);
	expect(companyOf([nowhere, right, right])).toEqual([0, 0.5, 0.5]);
});

test('log-odds of ln 3 are a probability of three quarters', () => {
	expect(probabilityOf(Math.log(3))).toBeCloseTo(0.75, 12);
	expect(probabilityOf(0)).toBe(0.5);
});
