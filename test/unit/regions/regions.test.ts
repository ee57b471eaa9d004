import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { cosine, dot } from '../../../src/numeric/vectors';
import { findRegions, nearestRegion } from '../../../src/regions/regions';
import { randomVector, randomVectors } from '../numeric/matrices';

const none = new Float32Array();

/** Sketches around `sizes.length` directions, as many around each as its size says, interleaved with noise. */
function clustered(sizes: readonly number[], noise = 0.05): Float32Array[] {
	const random = seededRandom(8);
	const centres = randomVectors(sizes.length, 200, 9);
	return sizes.flatMap((size, group) =>
		Array.from({ length: size }, () => {
			const other = randomVector(200, random);
			return (centres[group] ?? none).map((value, index) => value + noise * (other[index] ?? 0));
		}),
	);
}

describe('regions', () => {
	test('under four demonstrations each is a region of its own', () => {
		for (const count of [0, 1, 2, 3]) {
			const { assignment, sizes } = findRegions(randomVectors(count, 20, 1));
			expect(assignment).toEqual(Array.from({ length: count }, (_, index) => index));
			expect(sizes).toEqual(new Array<number>(count).fill(1));
		}
	});

	test.each([
		[4, 2],
		[9, 3],
		[30, 5],
		[99, 10],
		[100, 10],
		[200, 20],
	])('%i different demonstrations make %i regions', (count, expected) => {
		const { sizes, assignment, centroids } = findRegions(randomVectors(count, 300, count));
		expect(sizes).toHaveLength(expected);
		expect(centroids).toHaveLength(expected);
		expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(count);
		sizes.forEach((size, region) => expect(assignment.filter(other => other === region)).toHaveLength(size));
	});

	test('demonstrations of one direction stand in one region', () => {
		const { assignment } = findRegions(clustered([3, 3, 3]));
		expect(assignment).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
	});

	test('a centroid is the unit direction of its members’ sum, and each member’s nearest', () => {
		const sketches = clustered([6, 4, 6], 0.3);
		const { assignment, centroids } = findRegions(sketches);
		sketches.forEach((sketch, index) => {
			expect(nearestRegion(centroids, sketch)).toBe(assignment[index]);
			expect(cosine(centroids[assignment[index] ?? 0] ?? none, sketch)).toBeGreaterThan(0.8);
		});
		centroids.forEach(centroid => expect(dot(centroid, centroid)).toBeCloseTo(1, 5));
	});

	test('identical demonstrations make one region', () => {
		const [sketch = none] = randomVectors(1, 30, 2);
		expect(findRegions([sketch, sketch, sketch, sketch, sketch]).sizes).toEqual([5]);
	});

	test('does not depend on the lengths of the sketches', () => {
		const sketches = randomVectors(40, 50, 3);
		const scaled = sketches.map((sketch, index) => sketch.map(value => value * (1 + (index % 3))));
		expect(findRegions(scaled).assignment).toEqual(findRegions(sketches).assignment);
	});
});

describe('sparse regions', () => {
	const sparseSizes = (sketches: readonly Float32Array[]): number[] => {
		const { sizes, sparse } = findRegions(sketches);
		return sizes.filter((_, region) => sparse[region]);
	};

	test('are those smaller than the one at half of the sorted sizes', () => {
		// 16 demonstrations, 4 regions: sizes 1, 3, 5, 7, of which the third is the one at the 50 % quantile.
		expect(sparseSizes(clustered([5, 1, 7, 3])).toSorted()).toEqual([1, 3]);
	});

	test('where none is smaller than that, are those of minimal size', () => {
		expect(sparseSizes(clustered([2, 5, 2]))).toEqual([2, 2]);
	});

	test('where all sizes are equal, are those of the lowest density', () => {
		const tight = clustered([3, 3, 3], 0.05);
		const random = seededRandom(5);
		const sketches = tight.map((sketch, index) =>
			index < 6 ? sketch : sketch.map(value => value + 0.4 * (random() - 0.5)),
		);
		const { sizes, sparse, assignment } = findRegions(sketches);
		expect(sizes).toEqual([3, 3, 3]);
		expect(sparse.filter(Boolean)).toHaveLength(1);
		expect(sparse[assignment[8] ?? -1]).toBe(true);
	});

	test('one demonstration is sparse, none has no regions', () => {
		expect(findRegions(randomVectors(1, 10, 1)).sparse).toEqual([true]);
		expect(findRegions([]).sparse).toEqual([]);
	});
});
