import { describe, expect, test } from 'vitest';
import { rankAdditions } from '../../../src/metrics/gains';
import { gVendi } from '../../../src/metrics/vendi';
import { randomVectors } from '../numeric/matrices';

const at = (vectors: readonly Float32Array[], index: number): Float32Array => vectors[index] ?? new Float32Array();

describe('ranked additions', () => {
	test.each([0, 1, 15])('pick at each step the best of all, with its exact gain (base of %i)', size => {
		const base = randomVectors(size, 12, 1);
		const candidates = randomVectors(9, 12, 2);
		const picked: Float32Array[] = [];
		for (const { index, gain, scoreAfter } of rankAdditions(base, candidates, 4)) {
			const before = gVendi([...base, ...picked]).score;
			const scores = candidates
				.filter(candidate => !picked.includes(candidate))
				.map(candidate => gVendi([...base, ...picked, candidate]).score);
			picked.push(at(candidates, index));
			expect(scoreAfter).toBeCloseTo(Math.max(...scores), 8);
			expect(gVendi([...base, ...picked]).score).toBeCloseTo(scoreAfter, 8);
			expect(gain).toBeCloseTo(scoreAfter - before, 8);
		}
		expect(picked).toHaveLength(4);
	});

	test('a copy of what is there comes last and gains nothing', () => {
		const base = randomVectors(5, 100, 3);
		const fresh = randomVectors(2, 100, 4);
		const additions = rankAdditions(base, [at(base, 2), ...fresh], 3);
		expect(additions.at(-1)?.index).toBe(0);
		expect(additions[0]?.gain).toBeGreaterThan(0.5);
		expect(additions.at(-1)?.gain).toBeLessThan(0.1);
	});

	test('picks each candidate once, and no more than there are', () => {
		const additions = rankAdditions(randomVectors(3, 20, 5), randomVectors(4, 20, 6), 10);
		expect(additions.map(({ index }) => index).toSorted()).toEqual([0, 1, 2, 3]);
		expect(rankAdditions(randomVectors(3, 20, 5), [], 3)).toEqual([]);
	});

	test('of equal candidates the first is picked', () => {
		const [candidate = new Float32Array()] = randomVectors(1, 20, 7);
		expect(rankAdditions(randomVectors(3, 20, 8), [candidate, candidate], 1)[0]?.index).toBe(0);
	});
});
