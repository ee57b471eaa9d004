import { describe, expect, test } from 'vitest';
import { rademacherFold } from '../../../src/numeric/rademacherFold';
import { cosine, dot } from '../../../src/numeric/vectors';
import { randomVectors } from './matrices';

describe('the Rademacher fold', () => {
	test('keeps lengths and cosines up to the error of a random projection', () => {
		const vectors = randomVectors(12, 4096, 21);
		const folded = rademacherFold(vectors, 1024);
		vectors.forEach((a, i) => {
			vectors.forEach((b, j) => {
				const after = cosine(folded[i] ?? a, folded[j] ?? b);
				expect(Math.abs(after - cosine(a, b))).toBeLessThan(5 / Math.sqrt(1024));
			});
		});
	});

	test('is linear and the same for every call', () => {
		const [a = new Float32Array(), b = new Float32Array()] = randomVectors(2, 300, 22);
		const sum = a.map((value, index) => value + (b[index] ?? 0));
		const [fa = a, fb = b, fs = sum] = rademacherFold([a, b, sum], 64);
		fs.forEach((value, index) => expect(value).toBeCloseTo((fa[index] ?? 0) + (fb[index] ?? 0), 4));
		expect(rademacherFold([b], 64)[0]).toEqual(fb);
	});

	test('keeps squared lengths in expectation', () => {
		const [vector = new Float32Array()] = randomVectors(1, 512, 23);
		const [folded = vector] = rademacherFold([vector], 8192);
		expect(dot(folded, folded) / dot(vector, vector)).toBeCloseTo(1, 1);
	});
});
