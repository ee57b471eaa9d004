import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { EditableSpectrum, rowEntropies } from '../../../src/numeric/editableSpectrum';
import { symmetricEigen, symmetricEigenvalues } from '../../../src/numeric/eigen';
import { entropySum } from '../../../src/numeric/spectralEntropy';
import { entry, gram, trace, type SymmetricMatrix } from '../../../src/numeric/symmetricMatrix';
import { randomVector, randomVectors } from './matrices';

function expectClose(found: Float64Array, expected: Float64Array, tolerance: number): void {
	expect(found.length).toBe(expected.length);
	found.forEach((value, row) => expect(Math.abs(value - (expected[row] ?? NaN))).toBeLessThan(tolerance));
}

/** The matrix of the rows that stay and come, the old way and from the old one's spectrum. */
function compare(before: readonly Float32Array[], removed: readonly number[], added: readonly Float32Array[]): void {
	const after = [...before.filter((_, row) => !removed.includes(row)), ...added];
	const whole = gram([...before, ...added]);
	const borders = added.map((_, index) => {
		const row = before.length + index;
		return {
			column: whole.data.slice(row * whole.size, row * whole.size + row),
			corner: entry(whole, row, row),
		};
	});
	const found = new EditableSpectrum(symmetricEigen(gram(before))).edited(removed, borders);
	const matrix = gram(after);
	const expected = rowEntropies(symmetricEigen(matrix));
	const tolerance = 5e-11 * trace(whole);
	expect(Math.abs(found.entropy - expected.entropy)).toBeLessThan(tolerance);
	expectClose(found.losses, expected.losses, tolerance);
	expectClose(found.copies, expected.copies, tolerance);
}

describe('rows that go and come', () => {
	const twins = randomVectors(8, 30, 5);
	const cases: readonly (readonly [string, readonly Float32Array[], readonly number[], readonly Float32Array[]])[] = [
		['one goes', randomVectors(20, 40, 1), [7], []],
		['one comes', randomVectors(20, 40, 2), [], randomVectors(1, 40, 3)],
		['one for another', randomVectors(20, 40, 1), [0], randomVectors(1, 40, 3)],
		['one of two equal ones goes', [...twins, ...twins], [3], []],
		['both of two equal ones go', [...twins, ...twins], [3, 11], []],
		['a copy comes', twins, [], twins.slice(2, 3)],
		['a copy comes twice', twins, [], [...twins.slice(2, 3), ...twins.slice(2, 3)]],
		['one goes and comes again', twins, [2], twins.slice(2, 3)],
		['rank 5 of 30', randomVectors(30, 5, 6), [1, 20], randomVectors(2, 5, 7)],
		['nearly equal rows', twins.map(each => each.map((value, i) => 1 + 1e-4 * value * i)), [4], []],
		['all but one go', randomVectors(4, 9, 8), [0, 1, 3], []],
		['a row of zeros goes, and one comes', [...twins, new Float32Array(30)], [8], [new Float32Array(30)]],
		['to a matrix of zeros', [new Float32Array(30), new Float32Array(30)], [], randomVectors(1, 30, 9)],
	];

	test.each(cases)('%s: the same as from scratch', (_, before, removed, added) => {
		compare(before, removed, added);
	});

	test('whatever goes and comes: the same as from scratch', () => {
		const random = seededRandom(21);
		for (let round = 0; round < 60; round++) {
			const dimension = 3 + Math.floor(random() * 40);
			const before = Array.from({ length: 5 + Math.floor(random() * 25) }, () => randomVector(dimension, random));
			// Some come twice.
			const repeated = before.map(each => (random() < 0.2 ? (before[0] as Float32Array) : each));
			const removed = [...repeated.keys()].filter(() => random() < 0.1);
			const added = Array.from({ length: Math.floor(random() * 3) }, () =>
				random() < 0.3 ? (before[1] as Float32Array) : randomVector(dimension, random),
			);
			compare(repeated, removed, added);
		}
	});
});

test('a copy of a row grows the sum by what the matrix with that row twice has more', () => {
	const vectors = [...randomVectors(9, 12, 4), ...randomVectors(3, 12, 4)];
	const entropyOf = (matrix: SymmetricMatrix): number => entropySum(symmetricEigenvalues(matrix));
	const { entropy, copies } = rowEntropies(symmetricEigen(gram(vectors)));
	vectors.forEach((vector, row) => {
		expect(Math.abs(entropy + (copies[row] ?? NaN) - entropyOf(gram([...vectors, vector])))).toBeLessThan(1e-12);
	});
});
