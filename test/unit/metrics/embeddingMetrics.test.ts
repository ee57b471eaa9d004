import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { clusterSpread } from '../../../src/metrics/clusterSpread';
import { likenessScores } from '../../../src/metrics/likenessScores';
import { cosineKernel } from '../../../src/metrics/kernel';
import { perplexityGap } from '../../../src/metrics/perplexityGap';
import { randomVectors } from '../numeric/matrices';

const vector = (...values: number[]): Float32Array => Float32Array.from(values);

const embeddingVendi = (vectors: readonly Float32Array[]): number =>
	likenessScores(
		vectors.map(() => 'text'),
		cosineKernel(vectors),
		cosineKernel(vectors),
		seededRandom(1),
	).embeddingVendi;

test('embedding Vendi counts directions, whatever the lengths', () => {
	expect(embeddingVendi([vector(1, 0), vector(0, 5), vector(2, 0)])).toBeCloseTo(
		Math.exp(Math.log(3) - (2 / 3) * Math.log(2)),
		6,
	);
	expect(embeddingVendi([vector(3, 4), vector(6, 8)])).toBeCloseTo(1, 6);
});

describe('cluster spread', () => {
	const spread = (vectors: readonly Float32Array[]): number | null =>
		clusterSpread(cosineKernel(vectors), seededRandom(1));

	test('is 0 where the set falls into as many points as there are clusters', () => {
		const [a = vector(), b = vector(), c = vector()] = randomVectors(3, 20, 2);
		expect(spread([a, b, c, a, b, c, a, b, c])).toBeCloseTo(0, 6);
	});

	test('is near what k leaves of orthogonal directions: (n − k)/(n − 1)', () => {
		const axes = Array.from({ length: 16 }, (_, axis) =>
			Float32Array.from({ length: 16 }, (_, i) => (i === axis ? 1 : 0)),
		);
		expect(spread(axes)).toBeCloseTo((16 - 4) / 15, 6);
	});

	test('says nothing of three, or of copies', () => {
		expect(spread(randomVectors(3, 8, 3))).toBeNull();
		expect(spread(Array.from({ length: 6 }, () => vector(1, 2)))).toBeNull();
	});
});

test('the perplexity gap has no sign, and is none without a second probe', () => {
	expect(perplexityGap(12, 15.5)).toBe(3.5);
	expect(perplexityGap(15.5, 12)).toBe(3.5);
	expect(perplexityGap(3, null)).toBeNull();
});
