import { expect, test } from 'vitest';
import { hashSeed, seededRandom } from '../../../src/base/random';

test('repeats itself for a seed and differs between seeds', () => {
	const draw = (seed: number): number[] => Array.from({ length: 5 }, seededRandom(seed));
	expect(draw(7)).toEqual(draw(7));
	expect(draw(7)).not.toEqual(draw(8));
});

test('is uniform enough: ten bins of 100,000 draws lie within 3 % of their mean', () => {
	const random = seededRandom(1);
	const bins = new Array<number>(10).fill(0);
	for (let index = 0; index < 100_000; index++) {
		const bin = Math.floor(random() * 10);
		bins[bin] = (bins[bin] ?? 0) + 1;
	}
	for (const count of bins) {
		expect(Math.abs(count - 10_000)).toBeLessThan(300);
	}
});

test('hashes with FNV-1a (reference: "" and "a" of the published test vectors)', () => {
	expect(hashSeed('')).toBe(0x811c9dc5);
	expect(hashSeed('a')).toBe(0xe40c292c);
});
