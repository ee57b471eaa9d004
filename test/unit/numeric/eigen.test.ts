import { describe, expect, test } from 'vitest';
import { symmetricEigen, symmetricEigenvalues } from '../../../src/numeric/eigen';
import { gram, trace, type SymmetricMatrix } from '../../../src/numeric/symmetricMatrix';
import { randomSymmetric, randomVectors, symmetric, symmetricOf } from './matrices';

function expectValues(matrix: SymmetricMatrix, expected: readonly number[], digits = 12): void {
	const found = symmetricEigenvalues(matrix);
	expect(found).toHaveLength(expected.length);
	expected
		.toSorted((a, b) => b - a)
		.forEach((value, index) => {
			expect(found[index]).toBeCloseTo(value, digits);
		});
}

function inner(a: Float64Array, b: Float64Array): number {
	return a.reduce((sum, value, index) => sum + value * (b[index] ?? NaN), 0);
}

describe('eigenvalues with a closed form', () => {
	test('of matrices of size 0, 1 and 2', () => {
		expectValues(symmetric([]), []);
		expectValues(symmetric([[-3]]), [-3]);
		expectValues(
			symmetric([
				[2, 1],
				[1, 2],
			]),
			[3, 1],
		);
	});

	test('of a diagonal matrix are its entries, in descending order', () => {
		expectValues(
			symmetricOf(5, (row, column) => (row === column ? ([4, -1, 0, 9, 2][row] ?? 0) : 0)),
			[9, 4, 2, 0, -1],
		);
	});

	test('of the identity are all 1, of all ones n and zeros', () => {
		expectValues(
			symmetricOf(7, (row, column) => (row === column ? 1 : 0)),
			new Array<number>(7).fill(1),
		);
		expectValues(
			symmetricOf(7, () => 1),
			[7, 0, 0, 0, 0, 0, 0],
		);
	});

	test('of the second difference are 2 − 2·cos(kπ/(n+1))', () => {
		const n = 40;
		expectValues(
			symmetricOf(n, (row, column) => (row === column ? 2 : row - column === 1 ? -1 : 0)),
			Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1))),
		);
	});

	test('of an equicorrelation matrix are 1 + (n−1)ρ and 1 − ρ', () => {
		expectValues(
			symmetricOf(30, (row, column) => (row === column ? 1 : 0.3)),
			[1 + 29 * 0.3, ...new Array<number>(29).fill(0.7)],
		);
	});

	test('of the Hilbert matrix of order 3', () => {
		expectValues(
			symmetricOf(3, (row, column) => 1 / (row + column + 1)),
			[1.4083189271236538, 0.12232706585390584, 0.002687340355773529],
			14,
		);
	});

	test('of Wilkinson’s W21+ come in pairs that agree to many digits', () => {
		// Wilkinson, The Algebraic Eigenvalue Problem, 1965, p. 309.
		const values = symmetricEigenvalues(
			symmetricOf(21, (row, column) => (row === column ? Math.abs(row - 10) : row - column === 1 ? 1 : 0)),
		);
		expect(values[0]).toBeCloseTo(10.746194182903393, 12);
		expect(values[1]).toBeCloseTo(10.746194182903322, 12);
		expect(values[20]).toBeCloseTo(-1.125441522119984, 12);
	});
});

describe('eigendecomposition', () => {
	const cases: readonly (readonly [string, SymmetricMatrix])[] = [
		...[2, 3, 10, 61, 120].map(size => [`random of size ${size}`, randomSymmetric(size, size)] as const),
		['of rank 5', gram(randomVectors(40, 5, 8))],
		['with two equal rows', gram([...randomVectors(10, 30, 9), ...randomVectors(10, 30, 9)])],
		['tiny in scale', symmetricOf(12, (row, column) => 1e-150 * Math.sin(row * 7 + column))],
		['of two blocks', symmetricOf(8, (row, column) => (row < 4 === column < 4 ? row + column : 0))],
	];

	test.each(cases)('%s: A·v = λ·v, orthonormal, in descending order, of the same trace', (_, matrix) => {
		const { size, data } = matrix;
		const { values, vectors } = symmetricEigen(matrix);
		const scale = Math.max(...data.map(Math.abs));
		const row = (index: number): Float64Array => vectors.subarray(index * size, (index + 1) * size);
		let residual = 0;
		let skew = 0;
		for (let j = 0; j < size; j++) {
			for (let i = 0; i < size; i++) {
				const image = inner(data.subarray(i * size, (i + 1) * size), row(j));
				residual = Math.max(residual, Math.abs(image - (values[j] ?? NaN) * (row(j)[i] ?? NaN)));
				skew = Math.max(skew, Math.abs(inner(row(j), row(i)) - (i === j ? 1 : 0)));
			}
		}
		expect(residual).toBeLessThan(1e-14 * size * scale);
		expect(skew).toBeLessThan(1e-13 * size);
		expect([...values]).toEqual([...values].sort((a, b) => b - a));
		expect(Math.abs(values.reduce((sum, value) => sum + value, 0) - trace(matrix))).toBeLessThan(1e-12 * size * scale);
		expect([...symmetricEigenvalues(matrix)]).toEqual([...values]);
	});

	test('says so when the matrix holds a value that is not finite', () => {
		expect(() => symmetricEigenvalues(symmetricOf(4, () => NaN))).toThrow(RangeError);
	});
});
