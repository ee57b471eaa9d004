import { describe, expect, test } from 'vitest';
import { symmetricEigen, symmetricEigenvalues } from '../../../src/numeric/eigen';
import { rowEntropies } from '../../../src/numeric/editableSpectrum';
import { entropyGainOf, entropySum } from '../../../src/numeric/spectralEntropy';
import { entry, gram, type SymmetricMatrix } from '../../../src/numeric/symmetricMatrix';
import { randomVectors, symmetricOf, without } from './matrices';

const entropyOf = (matrix: SymmetricMatrix): number => entropySum(symmetricEigenvalues(matrix));

const cases: readonly (readonly [string, SymmetricMatrix])[] = [
	['random, full rank', gram(randomVectors(30, 60, 1))],
	['random, rank 6 of 40', gram(randomVectors(40, 6, 2))],
	['every row twice', gram([...randomVectors(12, 50, 3), ...randomVectors(12, 50, 3)])],
	['identity', symmetricOf(20, (row, column) => (row === column ? 1 : 0))],
	['all ones', symmetricOf(9, () => 1)],
	['one row', symmetricOf(1, () => 2)],
	['a zero row', symmetricOf(6, (row, column) => (row === 3 || column === 3 ? 0 : row === column ? 1 : 0.2))],
	['in another unit', symmetricOf(8, (row, column) => 1e6 * (row === column ? 1 : 0.5))],
	['nearly equal rows', symmetricOf(10, (row, column) => (row === column ? 1 : 1 - 1e-9))],
];

describe('Σ λ ln λ', () => {
	test('counts what is not positive as 0', () => {
		expect(entropySum(Float64Array.of(1, 0, -1e-17))).toBe(0);
		expect(entropySum(Float64Array.of(2, 0.5))).toBeCloseTo(2 * Math.log(2) + 0.5 * Math.log(0.5), 15);
	});

	test.each(cases)('%s: the loss of each row equals that of the submatrix', (_, matrix) => {
		const total = entropyOf(matrix);
		const scale = entry(matrix, 0, 0) * matrix.size;
		const losses = rowEntropies(symmetricEigen(matrix)).losses;
		for (let row = 0; row < matrix.size; row++) {
			const expected = total - entropyOf(without(matrix, row));
			expect(Math.abs((losses[row] ?? NaN) - expected)).toBeLessThan(1e-13 * scale);
		}
	});

	test.each(cases)('%s: the gain of each row undoes its loss', (_, matrix) => {
		const total = entropyOf(matrix);
		const scale = entry(matrix, 0, 0) * matrix.size;
		for (let row = 0; row < matrix.size; row++) {
			const rest = without(matrix, row);
			const column = matrix.data
				.slice(row * matrix.size, (row + 1) * matrix.size)
				.filter((_value, index) => index !== row);
			const gain = entropyGainOf({ column, corner: entry(matrix, row, row) }, symmetricEigen(rest));
			expect(Math.abs(gain - (total - entropyOf(rest)))).toBeLessThan(1e-13 * scale);
		}
	});
});
