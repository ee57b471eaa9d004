import { describe, expect, test } from 'vitest';
import type { BatchOutput } from '../../../../src/probe/reading/batch';
import { hasOnlyNumbers, readingDifference, selfCheckBatch } from '../../../../src/probe/process/selfCheck';

function output(change: Partial<BatchOutput> = {}): BatchOutput {
	return {
		tokenLogProbs: Float32Array.of(0, -2, -9),
		embedding: Float32Array.of(4, -1),
		sketch: Float32Array.of(100, 0.5, -50),
		...change,
	};
}

describe('the difference of two readings', () => {
	test('is 0 for equal readings', () => {
		expect(readingDifference(output(), output())).toBe(0);
	});

	test('is absolute for log-probabilities, and a share of the largest entry elsewhere', () => {
		expect(readingDifference(output({ tokenLogProbs: Float32Array.of(0, -2.5, -9) }), output())).toBe(0.5);
		expect(readingDifference(output({ embedding: Float32Array.of(4, -2) }), output())).toBe(0.25);
		expect(readingDifference(output({ sketch: Float32Array.of(100, 1.5, -50) }), output())).toBeCloseTo(0.01, 6);
	});

	test('is infinite where a number is missing or is none', () => {
		expect(readingDifference(output({ sketch: undefined }), output())).toBe(Infinity);
		expect(readingDifference(output({ embedding: Float32Array.of(4) }), output())).toBe(Infinity);
		for (const none of [NaN, Infinity]) {
			expect(readingDifference(output({ sketch: Float32Array.of(none, 0.5, -50) }), output())).toBe(Infinity);
			expect(readingDifference(output({ sketch: Float32Array.of(100, 0.5, none) }), output())).toBe(Infinity);
		}
	});
});

test('a device that gives NaN or infinity is found out', () => {
	expect(hasOnlyNumbers(output())).toBe(true);
	expect(hasOnlyNumbers(output({ sketch: undefined }))).toBe(true);
	expect(hasOnlyNumbers(output({ embedding: Float32Array.of(1, NaN) }))).toBe(false);
	expect(hasOnlyNumbers(output({ tokenLogProbs: Float32Array.of(-Infinity) }))).toBe(false);
});

test('the texts of the self-check have padding, scored tokens and ids of the vocabulary', () => {
	const { size, length, ids, weights } = selfCheckBatch(50);
	expect([size, length]).toEqual([2, 16]);
	expect(ids.filter(id => id === -1n)).toHaveLength(5);
	expect(ids.every(id => id >= -1n && id < 50n)).toBe(true);
	for (const row of [0, 1]) {
		const total = weights.slice(row * length, (row + 1) * length).reduce((sum, weight) => sum + weight, 0);
		expect(total).toBeCloseTo(1, 6);
		expect(weights[row * length]).toBe(0);
	}
});
