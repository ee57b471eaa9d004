import { describe, expect, test } from 'vitest';
import { HadamardFold } from '../../../src/numeric/hadamardFold';
import { cosine, dot } from '../../../src/numeric/vectors';
import { randomVectors } from './matrices';

function fold(vectors: readonly Float32Array[], dimension: number): Float32Array[] {
	const projection = new HadamardFold(vectors[0]?.length ?? 0, dimension);
	return vectors.map(vector => {
		const folded = new Float64Array(dimension);
		projection.fold(vector, folded);
		return Float32Array.from(folded);
	});
}

describe('the Hadamard fold', () => {
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

	test('of as many dimensions keeps every inner product, as a rotation does', () => {
		const vectors = randomVectors(6, 200, 24);
		const folded = fold(vectors, 256);
		vectors.forEach((a, i) => {
			vectors.forEach((b, j) => {
				expect(dot(folded[i] ?? a, folded[j] ?? b)).toBeCloseTo(dot(a, b), 3);
			});
		});
	});

	test('is linear and the same for every call', () => {
		const [a = new Float32Array(), b = new Float32Array()] = randomVectors(2, 300, 22);
		const sum = a.map((value, index) => value + (b[index] ?? 0));
		const [fa = a, fb = b, fs = sum] = fold([a, b, sum], 64);
		fs.forEach((value, index) => expect(value).toBeCloseTo((fa[index] ?? 0) + (fb[index] ?? 0), 4));
		expect(fold([b], 64)[0]).toEqual(fb);
	});

	test('keeps inner products about as well as a dense matrix of signs would', () => {
		const vectors = randomVectors(80, 4096, 23);
		const folded = fold(vectors, 1024);
		const errors = vectors.flatMap((a, i) =>
			vectors.slice(0, i).map((b, j) => cosine(folded[i] ?? a, folded[j] ?? b) - cosine(a, b)),
		);
		const squares = errors.reduce((sum, error) => sum + error * error, 0) / errors.length;
		expect(Math.sqrt(squares)).toBeLessThan(1.05 / Math.sqrt(1024));
		expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeLessThan(0.002);
	});
});
