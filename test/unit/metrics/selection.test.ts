import { describe, expect, test } from 'vitest';
import { selectDiverse } from '../../../src/metrics/selection';
import { gVendi } from '../../../src/metrics/vendi';
import { seededRandom } from '../../../src/base/random';
import { sample } from '../../../src/numeric/sample';
import { randomVectors } from '../numeric/matrices';

const pick = (vectors: readonly Float32Array[], indices: readonly number[]): Float32Array[] =>
	indices.flatMap(index => vectors[index] ?? []);

describe('the most diverse few', () => {
	test('have the score that is promised, and each gain is exact', () => {
		const vectors = randomVectors(30, 24, 11);
		const chosen = selectDiverse(vectors, { count: 6 });
		chosen.forEach(({ scoreAfter }, rank) => {
			const soFar = pick(
				vectors,
				chosen.slice(0, rank + 1).map(({ index }) => index),
			);
			expect(gVendi(soFar).score).toBeCloseTo(scoreAfter, 8);
		});
	});

	test('are one of each where the rest are copies', () => {
		const kinds = randomVectors(4, 50, 12);
		const vectors = Array.from({ length: 40 }, (_, index) => kinds[index % 4] ?? new Float32Array());
		const chosen = selectDiverse(vectors, { count: 4 }).map(({ index }) => index % 4);
		expect(new Set(chosen).size).toBe(4);
	});

	test('beat every one of fifty random choices', () => {
		const clusters = randomVectors(6, 64, 13);
		const noise = randomVectors(60, 64, 14);
		const vectors = noise.map((vector, index) => {
			const centre = clusters[index % 6] ?? vector;
			return vector.map((value, component) => 0.5 * value + (centre[component] ?? 0));
		});
		const best = selectDiverse(vectors, { count: 8 }).at(-1)?.scoreAfter ?? 0;
		const random = seededRandom(15);
		for (let draw = 0; draw < 50; draw++) {
			expect(best).toBeGreaterThan(gVendi(sample(vectors, 8, random)).score);
		}
	});

	test('keep to the quota of each label, and are fewer where it leaves no more', () => {
		const vectors = randomVectors(12, 40, 16);
		const labels = vectors.map((_, index) => (index < 8 ? 'yes' : 'no'));
		const chosen = selectDiverse(vectors, { count: 6, labels, perLabel: 2 }).map(({ index }) => labels[index]);
		expect(chosen.toSorted()).toEqual(['no', 'no', 'yes', 'yes']);
	});

	test('are none of none, and all of fewer', () => {
		expect(selectDiverse([], { count: 3 })).toEqual([]);
		expect(selectDiverse(randomVectors(2, 8, 17), { count: 3 })).toHaveLength(2);
	});
});
