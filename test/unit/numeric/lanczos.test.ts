import { describe, expect, test } from 'vitest';
import { symmetricEigen } from '../../../src/numeric/eigen';
import { leadingEigenpairs } from '../../../src/numeric/lanczos';
import { gram } from '../../../src/numeric/symmetricMatrix';
import { randomSymmetric, randomVectors, symmetricOf } from './matrices';

describe('leading eigenpairs', () => {
	test.each([1, 2, 5, 50, 120, 200])('are those of the full decomposition at size %i', size => {
		const matrix = size > 120 ? gram(randomVectors(size, 20, 3)) : randomSymmetric(size, size);
		const full = symmetricEigen(matrix);
		leadingEigenpairs(matrix, 2).forEach(({ value, vector }, index) => {
			expect(value).toBeCloseTo(full.values[index] ?? NaN, 9);
			const reference = full.vectors.subarray(index * size, (index + 1) * size);
			expect(Math.abs(vector.reduce((sum, x, i) => sum + x * (reference[i] ?? 0), 0))).toBeCloseTo(1, 8);
		});
	});

	test('repeated eigenvalues give orthogonal vectors', () => {
		const [first, second] = leadingEigenpairs(
			symmetricOf(30, (row, column) => (row === column ? 2 : 0)),
			2,
		);
		expect(first?.value).toBeCloseTo(2, 12);
		expect(second?.value).toBeCloseTo(2, 12);
		expect(first?.vector.reduce((sum, x, i) => sum + x * (second?.vector[i] ?? 0), 0)).toBeCloseTo(0, 12);
	});

	test('the largest component of a vector is positive', () => {
		for (const { vector } of leadingEigenpairs(randomSymmetric(40, 2), 2)) {
			expect(Math.max(...vector)).toBeCloseTo(Math.max(...vector.map(Math.abs)), 12);
		}
	});

	test('the zero matrix has zeros', () => {
		expect(
			leadingEigenpairs(
				symmetricOf(3, () => 0),
				2,
			).map(({ value }) => value),
		).toEqual([0, 0]);
	});
});
