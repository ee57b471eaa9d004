import { describe, expect, test } from 'vitest';
import { fitLogistic, probabilities } from '../../../src/numeric/logisticRegression';
import reference from '../../fixtures/reference/logisticRegression.json';
import { randomVectors } from './matrices';

describe('multinomial logistic regression', () => {
	test.each(reference.cases)('$name: coefficients and probabilities are those of scikit-learn', example => {
		const classes = example.intercepts.length;
		const rows = example.rows.map(row => Float32Array.from(row));
		const model = fitLogistic(rows, example.labels, classes, example.inversePenalty, 1e-8);
		example.weights.flat().forEach((weight, index) => expect(model.weights[index]).toBeCloseTo(weight, 4));
		example.intercepts.forEach((intercept, index) => expect(model.intercepts[index]).toBeCloseTo(intercept, 4));
		example.new.forEach((row, index) => {
			const found = probabilities(model, Float32Array.from(row));
			expect([...found]).toEqual(example.probabilities[index]?.map(value => expect.closeTo(value, 4) as unknown));
		});
	});

	test('rows that say nothing give the shares of the classes', () => {
		const model = fitLogistic(
			Array.from({ length: 8 }, () => new Float32Array(5)),
			[0, 0, 0, 0, 0, 1, 1, 2],
			3,
			1,
			1e-8,
		);
		expect([...probabilities(model, new Float32Array(5))]).toEqual(
			[5 / 8, 2 / 8, 1 / 8].map(value => expect.closeTo(value, 5) as unknown),
		);
	});

	test('one class is certain', () => {
		const model = fitLogistic(randomVectors(3, 4, 1), [0, 0, 0], 1, 1);
		expect([...probabilities(model, Float32Array.of(9, 9, 9, 9))]).toEqual([1]);
	});

	test('scores far apart overflow nowhere', () => {
		const model = fitLogistic([Float32Array.of(1), Float32Array.of(-1)], [0, 1], 2, 100);
		const [high, low] = probabilities(model, Float32Array.of(1e30));
		expect([high, low]).toEqual([1, 0]);
	});

	test('the same rows give the same model', () => {
		const rows = randomVectors(20, 6, 2);
		const labels = rows.map((_, index) => index % 3);
		expect(fitLogistic(rows, labels, 3, 1)).toEqual(fitLogistic(rows, labels, 3, 1));
	});
});
