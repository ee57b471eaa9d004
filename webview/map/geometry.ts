/** Places on the map, in pixels: x to the right, y down. */
export interface Point {
	readonly x: number;
	readonly y: number;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** Corners of the smallest convex shape around the points, each once, by growing angle; collinear points left out. */
export function convexHull(points: readonly Point[]): readonly Point[] {
	const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
	const distinct = sorted.filter((point, index) => {
		const before = sorted[index - 1];
		return before === undefined || before.x !== point.x || before.y !== point.y;
	});
	if (distinct.length < 3) {
		return distinct;
	}
	return [...chain(distinct), ...chain(distinct.toReversed())];
}

/**
 * SVG path of the curve at a fixed distance around the convex hull of the points: a circle around one, a capsule
 * around two. Empty without points.
 */
export function outlinePath(points: readonly Point[], distance: number): string {
	const hull = convexHull(points);
	const [first, second] = hull;
	if (first === undefined) {
		return '';
	}
	if (second === undefined) {
		const [left, right] = [
			`${round(first.x - distance)},${round(first.y)}`,
			`${round(first.x + distance)},${round(first.y)}`,
		];
		const arc = `A${distance},${distance} 0 0 1`;
		return `M${left}${arc} ${right}${arc} ${left}Z`;
	}
	const edges = hull.map((from, index) => {
		const to = hull[(index + 1) % hull.length] ?? first;
		const length = Math.hypot(to.x - from.x, to.y - from.y);
		const outward = { x: ((to.y - from.y) / length) * distance, y: ((from.x - to.x) / length) * distance };
		return {
			from: `${round(from.x + outward.x)},${round(from.y + outward.y)}`,
			to: `${round(to.x + outward.x)},${round(to.y + outward.y)}`,
		};
	});
	const arcs = edges.map(({ from, to }, index) =>
		index === 0 ? `M${from}L${to}` : `A${distance},${distance} 0 0 1 ${from}L${to}`,
	);
	return `${arcs.join('')}A${distance},${distance} 0 0 1 ${edges[0]?.from ?? ''}Z`;
}

/**
 * The nearest point in one direction, for the arrow keys: within 45° of it, distance across counting double; with none
 * there, whatever lies on that side. `undefined` at the edge.
 */
export function neighbourIn<P extends Point>(points: readonly P[], from: Point, direction: Direction): P | undefined {
	const { x, y } = unit[direction];
	let best: { readonly point: P; readonly cost: number } | undefined;
	for (const point of points) {
		const along = (point.x - from.x) * x + (point.y - from.y) * y;
		const across = Math.abs((point.x - from.x) * y - (point.y - from.y) * x);
		if (along <= 0) {
			continue;
		}
		const cost = along + 2 * across + (across > along ? sideways : 0);
		if (best === undefined || cost < best.cost) {
			best = { point, cost };
		}
	}
	return best?.point;
}

/** The points inside a polygon, by the even-odd rule; its last corner is joined to the first. Empty for a line. */
export function pointsWithin<P extends Point>(points: readonly P[], corners: readonly Point[]): readonly P[] {
	return points.filter(({ x, y }) => {
		let inside = false;
		for (const [index, from] of corners.entries()) {
			const to = corners[(index + 1) % corners.length] ?? from;
			if (from.y > y !== to.y > y && x < from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x)) {
				inside = !inside;
			}
		}
		return inside;
	});
}

/** Larger than any distance on a screen. */
const sideways = 1e9;

const unit: Readonly<Record<Direction, Point>> = {
	left: { x: -1, y: 0 },
	right: { x: 1, y: 0 },
	up: { x: 0, y: -1 },
	down: { x: 0, y: 1 },
};

/** One side of the hull, from the first point to the last, without the last. */
function chain(points: readonly Point[]): readonly Point[] {
	const corners: Point[] = [];
	for (const point of points) {
		for (;;) {
			const [before, last] = [corners.at(-2), corners.at(-1)];
			if (before === undefined || last === undefined || turn(before, last, point) > 0) {
				break;
			}
			corners.pop();
		}
		corners.push(point);
	}
	return corners.slice(0, -1);
}

function turn(a: Point, b: Point, c: Point): number {
	return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

function round(value: number): number {
	return Math.round(value * 100) / 100;
}
