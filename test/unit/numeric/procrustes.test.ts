import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { alignedTo, type Point } from '../../../src/numeric/procrustes';

const random = seededRandom(11);
const figure: readonly Point[] = Array.from({ length: 9 }, () => ({ x: random() * 4, y: random() }));

function moved(points: readonly Point[], angle: number, flip: number, dx: number, dy: number): Point[] {
	return points.map(({ x, y }) => ({
		x: dx + Math.cos(angle) * x - Math.sin(angle) * flip * y,
		y: dy + Math.sin(angle) * x + Math.cos(angle) * flip * y,
	}));
}

describe('Procrustes alignment', () => {
	test.each([
		[0.3, 1],
		[2.9, 1],
		[-1.2, -1],
		[Math.PI, -1],
	])('undoes a rotation by %f and a reflection (%i) with any translation', (angle, flip) => {
		const aligned = alignedTo(moved(figure, angle, flip, 5, -3), figure);
		figure.forEach((point, index) => {
			expect(aligned[index]?.x).toBeCloseTo(point.x, 10);
			expect(aligned[index]?.y).toBeCloseTo(point.y, 10);
		});
	});

	test('fits on the points that have an earlier place and moves the others along', () => {
		const previous = figure.map((point, index) => (index < 4 ? point : undefined));
		const aligned = alignedTo(moved(figure, 1, -1, 2, 2), previous);
		expect(aligned[8]?.x).toBeCloseTo(figure[8]?.x ?? NaN, 10);
	});

	test('never scales', () => {
		const doubled = figure.map(({ x, y }) => ({ x: 2 * x, y: 2 * y }));
		const [a, b] = alignedTo(doubled, figure);
		const [c, d] = doubled;
		const distance = (p?: Point, q?: Point): number => Math.hypot((p?.x ?? 0) - (q?.x ?? 0), (p?.y ?? 0) - (q?.y ?? 0));
		expect(distance(a, b)).toBeCloseTo(distance(c, d), 10);
	});

	test('leaves points as they are when none lay anywhere before', () => {
		expect(alignedTo(figure, [])).toBe(figure);
	});
});
