import { describe, expect, test } from 'vitest';
import { hashSeed, seededRandom } from '../../../src/base/random';
import { RademacherFold } from '../../../src/numeric/rademacherFold';
import { cosine, dot } from '../../../src/numeric/vectors';
import { randomVectors } from './matrices';

function fold(vectors: readonly Float32Array[], dimension: number): Float32Array[] {
	const projection = new RademacherFold(vectors[0]?.length ?? 0, dimension);
	return vectors.map(vector => {
		const folded = new Float64Array(dimension);
		projection.fold(vector, folded);
		return Float32Array.from(folded);
	});
}

describe('the Rademacher fold', () => {
	test('keeps lengths and cosines up to the error of a random projection', () => {
		const vectors = randomVectors(12, 4096, 21);
		const folded = fold(vectors, 1024);
		vectors.forEach((a, i) => {
			vectors.forEach((b, j) => {
				const after = cosine(folded[i] ?? a, folded[j] ?? b);
				expect(Math.abs(after - cosine(a, b))).toBeLessThan(5 / Math.sqrt(1024));
			});
		});
	});

	test('is the product with a matrix of signs, drawn row by row', () => {
		const length = 83;
		const [vector = new Float32Array()] = randomVectors(1, length, 24);
		const random = seededRandom(hashSeed('demoscope.rademacher-fold'));
		const expected = Array.from({ length: 16 }, () =>
			vector.reduce((sum, value) => sum + (random() < 0.5 ? -value : value) / 4, 0),
		);
		fold([vector], 16)[0]?.forEach((value, index) => expect(value).toBeCloseTo(expected[index] ?? NaN, 6));
	});

	test('is linear and the same for every call', () => {
		const [a = new Float32Array(), b = new Float32Array()] = randomVectors(2, 300, 22);
		const sum = a.map((value, index) => value + (b[index] ?? 0));
		const [fa = a, fb = b, fs = sum] = fold([a, b, sum], 64);
		fs.forEach((value, index) => expect(value).toBeCloseTo((fa[index] ?? 0) + (fb[index] ?? 0), 4));
		expect(fold([b], 64)[0]).toEqual(fb);
	});

	test('keeps squared lengths in expectation', () => {
		const [vector = new Float32Array()] = randomVectors(1, 512, 23);
		const [folded = vector] = fold([vector], 8192);
		expect(dot(folded, folded) / dot(vector, vector)).toBeCloseTo(1, 1);
	});
});
