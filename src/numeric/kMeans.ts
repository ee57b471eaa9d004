import type { Random } from '../base/random';
import { entry, type SymmetricMatrix } from './symmetricMatrix';

const maximumIterations = 20;
/** A point at this distance (1 − cosine) from its centre coincides with it. */
const coincident = 1e-9;

/**
 * Spherical k-means over the cosine kernel [n, n] of n directions: groups by cosine with the groups' normalised
 * sums, which the kernel alone determines. k-means++ seeding; at most 20 Lloyd iterations; an empty group takes the
 * point farthest from its own centre, and stays empty only where every point coincides with its centre.
 *
 * @returns for each point its group, 0..k−1.
 */
export function sphericalKMeans(kernel: SymmetricMatrix, k: number, random: Random): number[] {
	const { size } = kernel;
	const seeds = chooseSeeds(kernel, k, random);
	let assignment = Array.from({ length: size }, (_, point) =>
		indexOfLargest(seeds.map(seed => entry(kernel, point, seed))),
	);
	for (let iteration = 0; iteration < maximumIterations; iteration++) {
		const next = assign(kernel, fillEmpty(kernel, assignment, k), k);
		if (next.every((group, point) => group === assignment[point])) {
			break;
		}
		assignment = next;
	}
	return assignment;
}

/** k-means++ (Arthur & Vassilvitskii, 2007): each next seed drawn in proportion to its distance from the nearest. */
function chooseSeeds(kernel: SymmetricMatrix, k: number, random: Random): number[] {
	const { size } = kernel;
	const seeds = [Math.floor(random() * size)];
	const distances = new Float64Array(size).fill(Infinity);
	for (;;) {
		const latest = seeds[seeds.length - 1] ?? 0;
		let total = 0;
		for (let point = 0; point < size; point++) {
			const distance = Math.max(0, entry(kernel, point, point) - entry(kernel, point, latest));
			distances[point] = Math.min(distances[point] ?? 0, distance);
			total += distances[point] ?? 0;
		}
		if (seeds.length === k || total === 0) {
			return seeds;
		}
		let remaining = random() * total;
		const drawn = distances.findIndex(distance => (remaining -= distance) < 0);
		seeds.push(drawn < 0 ? indexOfLargest(distances) : drawn);
	}
}

/** Cosines of every point with every group's centre: [n, k]; −∞ for an empty group. */
function similarities(kernel: SymmetricMatrix, assignment: readonly number[], k: number): Float64Array {
	const { size, data } = kernel;
	const result = new Float64Array(size * k);
	const squaredLengths = new Float64Array(k);
	for (let point = 0; point < size; point++) {
		const own = assignment[point] ?? 0;
		const row = point * k;
		for (let other = 0, at = point * size; other < size; other++, at++) {
			const index = row + (assignment[other] ?? 0);
			result[index] = (result[index] as number) + (data[at] as number);
		}
		squaredLengths[own] = (squaredLengths[own] as number) + (result[row + own] as number);
	}
	return result.map((sum, index) => {
		const squared = squaredLengths[index % k] as number;
		return squared > 0 ? sum / Math.sqrt(squared) : -Infinity;
	});
}

function assign(kernel: SymmetricMatrix, assignment: readonly number[], k: number): number[] {
	const cosines = similarities(kernel, assignment, k);
	return assignment.map((_, point) => indexOfLargest(cosines.subarray(point * k, (point + 1) * k)));
}

/** Gives each empty group the point that lies farthest from its own centre. */
function fillEmpty(kernel: SymmetricMatrix, assignment: readonly number[], k: number): readonly number[] {
	const sizes = new Array<number>(k).fill(0);
	assignment.forEach(group => (sizes[group] = (sizes[group] ?? 0) + 1));
	if (!sizes.includes(0)) {
		return assignment;
	}
	const cosines = similarities(kernel, assignment, k);
	const distances = assignment.map((group, point) => 1 - (cosines[point * k + group] ?? 1));
	const filled = [...assignment];
	sizes.forEach((groupSize, group) => {
		const farthest = indexOfLargest(distances);
		if (groupSize === 0 && (distances[farthest] ?? 0) > coincident) {
			filled[farthest] = group;
			distances[farthest] = 0;
		}
	});
	return filled;
}

/** The first of the largest. */
function indexOfLargest(values: ArrayLike<number>): number {
	let best = 0;
	for (let index = 1; index < values.length; index++) {
		if ((values[index] as number) > (values[best] as number)) {
			best = index;
		}
	}
	return best;
}
