import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../../src/base/random';
import { convexHull, neighbourIn, outlinePath, pointsWithin, type Point } from '../../../../webview/map/geometry';

const square: readonly Point[] = [
	{ x: 0, y: 0 },
	{ x: 4, y: 0 },
	{ x: 4, y: 4 },
	{ x: 0, y: 4 },
];

function cloud(count: number): readonly Point[] {
	const random = seededRandom(11);
	return Array.from({ length: count }, () => ({ x: random() * 100, y: random() * 60 }));
}

describe('convex hull', () => {
	test('is the corners, without what lies inside or on an edge', () => {
		expect(convexHull([{ x: 2, y: 2 }, { x: 2, y: 0 }, ...square])).toEqual(square);
	});

	test('has every point on its inner side', () => {
		const points = cloud(200);
		const hull = convexHull(points);
		for (const [index, from] of hull.entries()) {
			const to = hull[(index + 1) % hull.length] ?? from;
			for (const point of points) {
				const turn = (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x);
				expect(turn).toBeGreaterThan(-1e-9);
			}
		}
	});

	test('is the two ends of points in a line, and one point for many at one place', () => {
		expect(convexHull([1, 3, 2].map(x => ({ x, y: x })))).toEqual([
			{ x: 1, y: 1 },
			{ x: 3, y: 3 },
		]);
		expect(convexHull([square, square].flat().map(() => ({ x: 5, y: 5 })))).toEqual([{ x: 5, y: 5 }]);
	});
});

describe('outline', () => {
	test('is a circle around one point', () => {
		expect(outlinePath([{ x: 10, y: 10 }], 4)).toBe('M6,10A4,4 0 0 1 14,10A4,4 0 0 1 6,10Z');
	});

	test('is a capsule around two points', () => {
		expect(
			outlinePath(
				[
					{ x: 0, y: 0 },
					{ x: 10, y: 0 },
				],
				2,
			),
		).toBe('M0,-2L10,-2A2,2 0 0 1 10,2L0,2A2,2 0 0 1 0,-2Z');
	});

	test('keeps its distance from every corner of the hull', () => {
		const distance = 7;
		const corners = convexHull(cloud(50));
		const ends = [...outlinePath(corners, distance).matchAll(/(?:[ML]| 1 )(-?[\d.]+),(-?[\d.]+)/g)];
		expect(ends.length).toBe(2 * corners.length + 1);
		for (const [, x, y] of ends) {
			const nearest = Math.min(...corners.map(corner => Math.hypot(corner.x - Number(x), corner.y - Number(y))));
			expect(nearest).toBeCloseTo(distance, 1);
		}
	});

	test('is empty without points', () => {
		expect(outlinePath([], 5)).toBe('');
	});
});

describe('neighbour in a direction', () => {
	const here = { x: 0, y: 0 };

	test('is the nearest that way, up being smaller y', () => {
		const [left, right, up, down] = [
			{ x: -3, y: 0 },
			{ x: 2, y: 1 },
			{ x: 0, y: -5 },
			{ x: 1, y: 4 },
		];
		const points = [here, left, right, { x: 9, y: 0 }, up, down];
		expect(neighbourIn(points, here, 'left')).toBe(left);
		expect(neighbourIn(points, here, 'right')).toBe(right);
		expect(neighbourIn(points, here, 'up')).toBe(up);
		expect(neighbourIn(points, here, 'down')).toBe(down);
	});

	test('prefers what lies ahead to what is nearer but aside', () => {
		const ahead = { x: 50, y: 10 };
		expect(neighbourIn([{ x: 1, y: 6 }, ahead], here, 'right')).toBe(ahead);
	});

	test('falls back on anything on that side, and on nothing at the edge', () => {
		const aside = { x: 1, y: 30 };
		expect(neighbourIn([here, aside], here, 'right')).toBe(aside);
		expect(neighbourIn([here, aside], here, 'left')).toBeUndefined();
	});

	test('reaches every point of a map from any start', () => {
		const points = cloud(60);
		const reached = new Set(points.slice(0, 1));
		for (const from of reached) {
			for (const direction of ['left', 'right', 'up', 'down'] as const) {
				const next = neighbourIn(points, from, direction);
				if (next !== undefined) {
					reached.add(next);
				}
			}
		}
		expect(reached.size).toBe(points.length);
	});
});

describe('points within a lasso', () => {
	test('a hull holds every point but its own corners’ outer side, whichever way it is drawn', () => {
		const points = cloud(100);
		const hull = convexHull(points);
		const corners = hull.map(({ x, y }) => ({ x: x + (x - 50) * 0.1, y: y + (y - 30) * 0.1 }));
		expect(pointsWithin(points, corners)).toEqual(points);
		expect(pointsWithin(points, corners.toReversed())).toEqual(points);
	});

	test('a bay is outside, a line and nothing hold no point', () => {
		const bay = [...square, { x: 2, y: 2 }];
		expect(
			pointsWithin(
				[
					{ x: 0.5, y: 2 },
					{ x: 3, y: 2 },
				],
				bay,
			),
		).toEqual([{ x: 3, y: 2 }]);
		expect(pointsWithin(square, square.slice(0, 2))).toEqual([]);
		expect(pointsWithin(square, [])).toEqual([]);
	});
});
