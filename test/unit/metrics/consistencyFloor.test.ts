import { expect, test } from 'vitest';
import { consistencyFloor, keepsConsistency } from '../../../src/metrics/consistencyFloor';
import type { VScore } from '../../../src/metrics/vScore';

const scores = (...bits: readonly number[]): readonly VScore[] =>
	bits.map(bitsPerToken => ({ bits: 10 * bitsPerToken, bitsPerToken }));
const score = (bitsPerToken: number): VScore => ({ bits: 0, bitsPerToken });

test('three in four of a set reach its floor; a set of a few has none', () => {
	expect(consistencyFloor(scores(5, 1, 4, 2, 3))).toBe(2);
	expect(consistencyFloor(scores(1, 2, 3))).toBe(-Infinity);
});

test('one below the median goes in only after one above it', () => {
	const set = scores(1, 2, 3, 4, 5);
	expect(keepsConsistency(set, [], score(2.5))).toBe(false);
	expect(keepsConsistency(set, [], score(3.5))).toBe(true);
	expect(keepsConsistency(set, scores(3.5), score(2.5))).toBe(true);
	expect(keepsConsistency(set, scores(3.5, 2.5), score(2.5))).toBe(false);
});

test('what has no score is no reason against it', () => {
	expect(keepsConsistency(scores(1, 2, 3, 4), [], undefined)).toBe(true);
	expect(keepsConsistency(scores(1, 2), [undefined], score(0))).toBe(true);
});
