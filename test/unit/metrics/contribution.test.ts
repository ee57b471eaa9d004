import { describe, expect, test } from 'vitest';
import { contributions } from '../../../src/metrics/contribution';
import { cosineKernel } from '../../../src/metrics/kernel';
import { twins } from '../../../src/metrics/twins';
import { gVendi } from '../../../src/metrics/vendi';
import { randomVectors, symmetric } from '../numeric/matrices';

describe('contributions', () => {
	test('are the score of all minus the score of all but one', () => {
		const sketches = randomVectors(25, 18, 1);
		const score = gVendi(sketches).score;
		contributions(cosineKernel(sketches)).forEach((contribution, index) => {
			expect(contribution).toBeCloseTo(score - gVendi(sketches.filter((_, other) => other !== index)).score, 9);
		});
	});

	test('a demonstration alone contributes its whole score', () => {
		expect(contributions(cosineKernel(randomVectors(1, 10, 2)))[0]).toBeCloseTo(1, 9);
		expect(contributions(cosineKernel([]))).toEqual([]);
	});

	test('two twins among different demonstrations contribute least', () => {
		const sketches = randomVectors(10, 300, 3);
		sketches[6] = (sketches[2] ?? new Float32Array()).map((value, index) => value + 0.02 * Math.sin(index));
		const ranked = contributions(cosineKernel(sketches))
			.map((contribution, index) => ({ contribution, index }))
			.sort((a, b) => a.contribution - b.contribution);
		expect(
			ranked
				.slice(0, 2)
				.map(({ index }) => index)
				.toSorted(),
		).toEqual([2, 6]);
		expect(ranked[2]?.contribution).toBeGreaterThan(0.5);
	});

	test('can be negative: the copies of one demonstration make the set uneven', () => {
		const [a = new Float32Array(), ...others] = randomVectors(4, 200, 4);
		expect(contributions(cosineKernel([a, a, a, a, ...others]))[0]).toBeLessThan(0);
	});
});

describe('twins', () => {
	test('are the nearest others', () => {
		const kernel = symmetric([
			[1, 0.2, 0.9],
			[0.2, 1, 0.3],
			[0.9, 0.3, 1],
		]);
		expect(twins(kernel)).toEqual([
			{ index: 2, similarity: 0.9 },
			{ index: 2, similarity: 0.3 },
			{ index: 0, similarity: 0.9 },
		]);
	});

	test('a demonstration that is alone has none', () => {
		expect(twins(symmetric([[1]]))).toEqual([undefined]);
	});
});
