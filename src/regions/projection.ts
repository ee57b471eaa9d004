import type { Point } from '../numeric/procrustes';
import { dot } from '../numeric/vectors';

/** Directions along which the map is this much narrower than along its widest are rounding. */
const flat = 1e-9;

/**
 * Places something else on a map of `layout`: where it lies on the same two principal axes, so that the map need not be made
 * anew and nothing on it moves. The extension of classical scaling to new items (Gower, Biometrika 55, 1968; Bengio et
 * al., NIPS 2003, for the kernel view), written in the places themselves: with P the places about their centre t, S the
 * sketches and s̄ their mean, a sketch s comes to t + (PᵀP)⁻¹ Pᵀ S (s − s̄). So it does not matter how the map was turned and
 * moved. What was on the map comes out where it is.
 *
 * @param sketches of unit length, those that the map was made from
 * @param places of each on the map
 * @returns for a sketch of unit length its place; nothing where there is no map
 */
export function mapProjection(
	sketches: readonly Float32Array[],
	places: readonly Point[],
): ((sketch: Float32Array) => Point) | undefined {
	const count = sketches.length;
	if (count === 0 || places.length !== count) {
		return undefined;
	}
	const centre = { x: mean(places.map(({ x }) => x)), y: mean(places.map(({ y }) => y)) };
	const about = places.map(({ x, y }) => ({ x: x - centre.x, y: y - centre.y }));
	const weights = inverseSpread(about);
	const across = weighted(
		sketches,
		about.map(({ x, y }) => weights.xx * x + weights.xy * y),
	);
	const upward = weighted(
		sketches,
		about.map(({ x, y }) => weights.xy * x + weights.yy * y),
	);
	const middle = weighted(
		sketches,
		about.map(() => 1 / count),
	);
	const start = { x: centre.x - dot(across, middle), y: centre.y - dot(upward, middle) };
	return sketch => ({ x: start.x + dot(across, sketch), y: start.y + dot(upward, sketch) });
}

/** (PᵀP)⁻¹, by its eigenvalues: directions in which nothing lies give nothing. */
function inverseSpread(points: readonly Point[]): { xx: number; xy: number; yy: number } {
	let [xx, xy, yy] = [0, 0, 0];
	for (const { x, y } of points) {
		xx += x * x;
		xy += x * y;
		yy += y * y;
	}
	const angle = Math.atan2(2 * xy, xx - yy) / 2;
	const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
	const wide = xx * cosine * cosine + 2 * xy * cosine * sine + yy * sine * sine;
	const narrow = Math.max(0, xx + yy - wide);
	const [a, b] = [wide > 0 ? 1 / wide : 0, narrow > flat * wide ? 1 / narrow : 0];
	return {
		xx: a * cosine * cosine + b * sine * sine,
		xy: (a - b) * cosine * sine,
		yy: a * sine * sine + b * cosine * cosine,
	};
}

function weighted(sketches: readonly Float32Array[], weights: readonly number[]): Float32Array {
	const sum = new Float64Array(sketches[0]?.length ?? 0);
	sketches.forEach((sketch, index) => {
		const weight = weights[index] ?? 0;
		for (let component = 0; component < sum.length; component++) {
			sum[component] = (sum[component] as number) + weight * (sketch[component] as number);
		}
	});
	return Float32Array.from(sum);
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value / values.length, 0);
}
