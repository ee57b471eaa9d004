import { describe, expect, test } from 'vitest';
import { cosineKernel } from '../../../src/metrics/kernel';
import type { Point } from '../../../src/numeric/procrustes';
import { normalized } from '../../../src/numeric/vectors';
import { layout } from '../../../src/regions/map';
import { mapProjection } from '../../../src/regions/projection';
import { randomVectors } from '../numeric/matrices';

function distance(a: Point | undefined, b: Point | undefined): number {
	return Math.hypot((a?.x ?? NaN) - (b?.x ?? NaN), (a?.y ?? NaN) - (b?.y ?? NaN));
}

/** Vectors around three others. */
function clustered(count: number, seed: number): readonly Float32Array[] {
	const [centres, noise] = [randomVectors(3, 200, seed), randomVectors(count, 200, seed + 1)];
	return noise.map((vector, index) =>
		normalized(vector.map((value, i) => 0.4 * value + (centres[index % 3]?.[i] ?? 0))),
	);
}

describe('placing something else on the map', () => {
	test('puts what is on it where it is, however the map was turned', () => {
		const sketches = clustered(30, 3);
		const plain = layout(cosineKernel(sketches));
		const turned = plain.map(({ x, y }) => ({ x: 5 - y, y: 2 - x }));
		for (const places of [plain, turned]) {
			const project = mapProjection(sketches, places);
			sketches.forEach((sketch, index) => expect(distance(project?.(sketch), places[index])).toBeLessThan(1e-5));
		}
	});

	test('puts what is like a group among it', () => {
		const all = clustered(60, 8);
		const [known, fresh] = [all.slice(0, 45), all.slice(45)];
		const places = layout(cosineKernel(known));
		const project = mapProjection(known, places);
		fresh.forEach((sketch, index) => {
			const place = project?.(sketch);
			const distances = places.map((other, at) => ({ group: at % 3, distance: distance(place, other) }));
			const nearest = distances.toSorted((a, b) => a.distance - b.distance).slice(0, 5);
			expect(nearest.map(({ group }) => group)).toEqual(nearest.map(() => index % 3));
		});
	});

	test('stays on the line of a map that is one', () => {
		const sketches = [Float32Array.of(1, 0, 0), Float32Array.of(0, 1, 0)];
		const project = mapProjection(sketches, layout(cosineKernel(sketches)));
		expect(project?.(Float32Array.of(0, 0, 1)).y).toBeCloseTo(0, 9);
		expect(project?.(Float32Array.of(0, 0, 1)).x).toBeCloseTo(0, 6);
	});

	test('needs a map; on that of one demonstration there is one place', () => {
		expect(mapProjection([], [])).toBeUndefined();
		expect(mapProjection([Float32Array.of(1, 0)], [])).toBeUndefined();
		expect(mapProjection([Float32Array.of(1, 0)], [{ x: 3, y: 4 }])?.(Float32Array.of(0, 1))).toEqual({ x: 3, y: 4 });
	});
});
