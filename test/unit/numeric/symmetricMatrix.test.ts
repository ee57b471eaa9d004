import { describe, expect, test } from 'vitest';
import { entry, gram, trace } from '../../../src/numeric/symmetricMatrix';
import { dot } from '../../../src/numeric/vectors';
import { randomVectors } from './matrices';

describe('gram', () => {
	test.each([0, 1, 2, 3, 31, 32, 33, 65])('holds the inner products of all pairs of %i rows', size => {
		const rows = randomVectors(size, 17, size + 1);
		const matrix = gram(rows);
		expect(matrix.size).toBe(size);
		rows.forEach((a, row) => {
			rows.forEach((b, column) => {
				expect(entry(matrix, row, column)).toBeCloseTo(dot(a, b), 12);
			});
		});
	});

	test('its trace is the sum of squared lengths', () => {
		const rows = randomVectors(7, 20, 5);
		expect(trace(gram(rows))).toBeCloseTo(
			rows.reduce((sum, row) => sum + dot(row, row), 0),
			10,
		);
	});
});
