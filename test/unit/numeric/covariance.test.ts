import { expect, test } from 'vitest';
import { Covariance } from '../../../src/numeric/covariance';
import { randomVectors, symmetricOf } from './matrices';

const vectors = randomVectors(600, 44, 31).map(vector => Float64Array.from(vector));

test('is the sum of the outer products, over whole and partial batches', () => {
	const covariance = new Covariance(44);
	vectors.forEach((vector, index) => covariance.add(vector, 1 + (index % 3)));
	const expected = symmetricOf(44, (row, column) =>
		vectors.reduce(
			(sum, vector, index) => sum + (1 + (index % 3)) ** 2 * (vector[row] ?? 0) * (vector[column] ?? 0),
			0,
		),
	);
	covariance.matrix().data.forEach((value, index) => expect(value).toBeCloseTo(expected.data[index] ?? NaN, 9));
});

test('goes on from what an earlier one had, to the last digit', () => {
	const whole = new Covariance(44);
	const first = new Covariance(44);
	vectors.slice(0, 512).forEach(vector => {
		whole.add(vector, 1);
		first.add(vector, 1);
	});
	const second = new Covariance(44, first.lowerTriangle());
	vectors.slice(512).forEach(vector => {
		whole.add(vector, 1);
		second.add(vector, 1);
	});
	expect(second.matrix()).toEqual(whole.matrix());
});
