import { expect, test } from 'vitest';
import { minimize } from '../../../src/numeric/lbfgs';

test('finds the lowest point of an ill-conditioned bowl', () => {
	const scales = [1, 1e2, 1e4, 1e-2];
	const lowest = minimize(
		(point, gradient) => {
			let value = 0;
			scales.forEach((scale, index) => {
				const offset = (point[index] ?? 0) - index;
				value += (scale * offset * offset) / 2;
				gradient[index] = scale * offset;
			});
			return value;
		},
		new Float64Array(4),
		1e-10,
	);
	expect([...lowest]).toEqual([0, 1, 2, 3].map(value => expect.closeTo(value, 7) as unknown));
});

test('finds the bottom of a curved valley (Rosenbrock)', () => {
	const lowest = minimize(
		(point, gradient) => {
			const [x = 0, y = 0] = point;
			gradient[0] = -400 * x * (y - x * x) - 2 * (1 - x);
			gradient[1] = 200 * (y - x * x);
			return 100 * (y - x * x) ** 2 + (1 - x) ** 2;
		},
		Float64Array.of(-1.2, 1),
		1e-9,
	);
	expect([...lowest]).toEqual([expect.closeTo(1, 8), expect.closeTo(1, 8)]);
});

test('stays where the slope is zero, and leaves the start as it is', () => {
	const start = Float64Array.of(3, 4);
	expect(minimize((_, gradient) => (gradient.fill(0), 7), start, 1e-9)).toEqual(start);
	expect([...start]).toEqual([3, 4]);
});
