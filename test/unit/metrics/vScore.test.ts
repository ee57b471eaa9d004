import { describe, expect, test } from 'vitest';
import { consistency, vScore } from '../../../src/metrics/vScore';

const reading = (...probabilities: number[]): { logProbs: Float32Array } => ({
	logProbs: Float32Array.from(probabilities, Math.log),
});

describe('V-Score', () => {
	test('is the gain of log-probability in bits, in all and a token', () => {
		// Two tokens, each twice and four times as likely with the definition: 1 + 2 bits.
		const score = vScore(reading(0.5, 0.4), reading(0.25, 0.1));
		expect(score?.bits).toBeCloseTo(3, 5);
		expect(score?.bitsPerToken).toBeCloseTo(1.5, 5);
	});

	test('is negative where the definition makes the demonstration less expected, and 0 where it says nothing', () => {
		expect(vScore(reading(0.1), reading(0.2))?.bits).toBeCloseTo(-1, 5);
		expect(vScore(reading(0.3, 0.3), reading(0.3, 0.3))?.bits).toBe(0);
	});

	test('is not known where the readings score different tokens, or none', () => {
		expect(vScore(reading(0.5), reading(0.5, 0.5))).toBeUndefined();
		expect(vScore(reading(), reading())).toBeUndefined();
	});

	test('consistency is the median a token and the mean in bits of the known scores', () => {
		const scores = [
			{ bits: 1, bitsPerToken: 0.1 },
			undefined,
			{ bits: 2, bitsPerToken: 0.5 },
			{ bits: 6, bitsPerToken: 0.2 },
		];
		expect(consistency(scores)).toEqual({ medianBitsPerToken: 0.2, meanBits: 3 });
		expect(consistency([undefined])).toBeNull();
	});
});
