/** A smooth function at a point, which writes its gradient there into `gradient`. */
export type Differentiable = (point: Float64Array, gradient: Float64Array) => number;

/** Pairs of steps and changes of the gradient that stand for the curvature. */
const memory = 10;
/** Of the fall that the slope promises, so much must come true (Armijo), and the slope must flatten so far (Wolfe). */
const sufficientFall = 1e-4;
const flattening = 0.9;
const mostTrials = 30;
const mostIterations = 1000;

interface Correction {
	readonly step: Float64Array;
	readonly change: Float64Array;
	readonly curvature: number;
}

/**
 * Where a smooth convex function is least: L-BFGS with a bisecting search for the weak Wolfe conditions (Nocedal & Wright,
 * Numerical Optimization, algorithm 7.4; Lewis & Overton, Mathematical Programming 141, 2013, for the search).
 *
 * @param start where to begin; left as it is
 * @param tolerance of the largest component of the gradient; where rounding keeps it above that, the best point is given
 */
export function minimize(value: Differentiable, start: Float64Array, tolerance: number): Float64Array {
	let point: Float64Array = start.slice();
	let gradient: Float64Array = new Float64Array(point.length);
	let height = value(point, gradient);
	const corrections: Correction[] = [];
	for (let iteration = 0; iteration < mostIterations && largest(gradient) > tolerance; iteration++) {
		const direction = descentDirection(gradient, corrections);
		const first = corrections.length === 0 ? Math.min(1, 1 / largest(gradient)) : 1;
		const next = search(value, { point, gradient, height }, direction, first);
		if (next === undefined) {
			break;
		}
		const step = next.point.map((coordinate, index) => coordinate - (point[index] as number));
		const change = next.gradient.map((slope, index) => slope - (gradient[index] as number));
		const curvature = inner(step, change);
		if (curvature > 0) {
			corrections.push({ step, change, curvature });
			corrections.splice(0, corrections.length - memory);
		}
		({ point, gradient, height } = next);
	}
	return point;
}

interface Place {
	readonly point: Float64Array;
	readonly gradient: Float64Array;
	readonly height: number;
}

/** The next place along a direction; none where rounding hides every fall. */
function search(value: Differentiable, from: Place, direction: Float64Array, first: number): Place | undefined {
	const slope = inner(from.gradient, direction);
	let [low, high, length] = [0, Infinity, first];
	let lower: Place | undefined;
	for (let trial = 0; trial < mostTrials && slope < 0; trial++) {
		const point = from.point.map((coordinate, index) => coordinate + length * (direction[index] as number));
		const gradient = new Float64Array(point.length);
		const height = value(point, gradient);
		if (!(height <= from.height + sufficientFall * length * slope)) {
			high = length;
		} else {
			lower = { point, gradient, height };
			if (inner(gradient, direction) >= flattening * slope) {
				return lower;
			}
			low = length;
		}
		length = high === Infinity ? 2 * length : (low + high) / 2;
	}
	return lower;
}

/** −H·g by the two loops over the corrections. */
function descentDirection(gradient: Float64Array, corrections: readonly Correction[]): Float64Array {
	const direction = gradient.map(slope => -slope);
	const shares: number[] = [];
	for (const { step, change, curvature } of corrections.toReversed()) {
		const share = inner(step, direction) / curvature;
		shares.push(share);
		addMultiple(direction, -share, change);
	}
	const last = corrections.at(-1);
	if (last !== undefined) {
		const scale = last.curvature / inner(last.change, last.change);
		direction.forEach((coordinate, index) => (direction[index] = scale * coordinate));
	}
	for (const { step, change, curvature } of corrections) {
		addMultiple(direction, (shares.pop() ?? 0) - inner(change, direction) / curvature, step);
	}
	return direction;
}

function addMultiple(target: Float64Array, factor: number, vector: Float64Array): void {
	for (let index = 0; index < target.length; index++) {
		target[index] = (target[index] as number) + factor * (vector[index] as number);
	}
}

function inner(a: Float64Array, b: Float64Array): number {
	let sum = 0;
	for (let index = 0; index < a.length; index++) {
		sum += (a[index] as number) * (b[index] as number);
	}
	return sum;
}

function largest(vector: Float64Array): number {
	return vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
