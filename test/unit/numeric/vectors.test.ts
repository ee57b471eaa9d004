import { describe, expect, test } from 'vitest';
import { cosine, dot, normalized } from '../../../src/numeric/vectors';
import { randomVectors } from './matrices';

describe('vectors', () => {
	test('an inner product adds up products of any length', () => {
		for (const length of [0, 1, 3, 4, 7, 4096]) {
			const [a, b] = randomVectors(2, length, length);
			const expected = Array.from(a ?? []).reduce((sum, value, index) => sum + value * (b?.[index] ?? 0), 0);
			expect(dot(a ?? new Float32Array(), b ?? new Float32Array())).toBeCloseTo(expected, 10);
		}
	});

	test('a normalised vector has length 1 and the same direction', () => {
		for (const vector of randomVectors(5, 100, 3)) {
			expect(dot(normalized(vector), normalized(vector))).toBeCloseTo(1, 6);
			expect(cosine(vector, normalized(vector))).toBeCloseTo(1, 6);
		}
	});

	test('a zero vector stays zero and is like nothing', () => {
		expect([...normalized(new Float32Array(3))]).toEqual([0, 0, 0]);
		expect(cosine(new Float32Array(3), Float32Array.of(1, 2, 3))).toBe(0);
	});

	test('the cosine of opposite, orthogonal and 60 degree directions', () => {
		expect(cosine(Float32Array.of(1, 0), Float32Array.of(-2, 0))).toBeCloseTo(-1, 12);
		expect(cosine(Float32Array.of(1, 0), Float32Array.of(0, 5))).toBe(0);
		expect(cosine(Float32Array.of(1, 0), Float32Array.of(1, Math.sqrt(3)))).toBeCloseTo(0.5, 6);
	});
});
