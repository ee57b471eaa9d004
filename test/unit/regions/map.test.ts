import { describe, expect, test } from 'vitest';
import { cosineKernel } from '../../../src/metrics/kernel';
import { gram } from '../../../src/numeric/symmetricMatrix';
import { layout } from '../../../src/regions/map';
import { randomVectors } from '../numeric/matrices';

describe('the map', () => {
	test('keeps the distances of points that lie in a plane', () => {
		const plane = [
			[0, 0],
			[3, 0],
			[0, 1],
			[2, 2],
		].map(point => Float32Array.from(point));
		const points = layout(gram(plane));
		plane.forEach((a, i) => {
			plane.forEach((b, j) => {
				const expected = Math.hypot((a[0] ?? 0) - (b[0] ?? 0), (a[1] ?? 0) - (b[1] ?? 0));
				const found = Math.hypot((points[i]?.x ?? 0) - (points[j]?.x ?? 0), (points[i]?.y ?? 0) - (points[j]?.y ?? 0));
				expect(found).toBeCloseTo(expected, 6);
			});
		});
	});

	test('is centred, widest along x, and the same every time', () => {
		const kernel = cosineKernel(randomVectors(30, 10, 1));
		const points = layout(kernel);
		const spread = (key: 'x' | 'y'): number => points.reduce((sum, point) => sum + point[key] ** 2, 0);
		expect(points.reduce((sum, { x }) => sum + x, 0)).toBeCloseTo(0, 9);
		expect(spread('x')).toBeGreaterThan(spread('y'));
		expect(layout(kernel)).toEqual(points);
	});

	test('after one more demonstration the others stay about where they were', () => {
		const sketches = randomVectors(25, 200, 2).map((sketch, index, all) =>
			index < 3 ? sketch : sketch.map((value, i) => 0.5 * value + (all[index % 3]?.[i] ?? 0)),
		);
		const before = layout(cosineKernel(sketches.slice(0, 24)));
		const after = layout(cosineKernel(sketches), before);
		const scale = Math.max(...before.map(({ x, y }) => Math.hypot(x, y)));
		before.forEach((point, index) => {
			const moved = Math.hypot((after[index]?.x ?? NaN) - point.x, (after[index]?.y ?? NaN) - point.y);
			expect(moved).toBeLessThan(0.1 * scale);
		});
	});

	test('of no, one and two demonstrations', () => {
		expect(layout(cosineKernel([]))).toEqual([]);
		expect(layout(cosineKernel(randomVectors(1, 5, 1)))).toEqual([{ x: 0, y: 0 }]);
		const [a, b] = layout(cosineKernel([Float32Array.of(1, 0), Float32Array.of(0, 1)]));
		expect(Math.abs((a?.x ?? 0) - (b?.x ?? 0))).toBeCloseTo(Math.SQRT2, 9);
	});
});
