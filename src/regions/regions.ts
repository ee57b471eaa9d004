import { seededRandom } from '../base/random';
import { cosineKernel } from '../metrics/kernel';
import { sphericalKMeans } from '../numeric/kMeans';
import { entry, type SymmetricMatrix } from '../numeric/symmetricMatrix';
import { dot, normalized } from '../numeric/vectors';

/** Fixed, so that one set always gives the same regions. */
const seed = 20505161;
/** Below this many demonstrations each is a region of its own. */
const smallestClustered = 4;
const densityNeighbours = 3;
/** Densities closer than this are equal. */
const densityTolerance = 1e-9;

export interface Regions {
	/** Region of each demonstration, 0..sizes.length−1. */
	readonly assignment: readonly number[];
	/** Directions of length 1, in the space of the sketches. */
	readonly centroids: readonly Float32Array[];
	readonly sizes: readonly number[];
	readonly sparse: readonly boolean[];
}

/**
 * Regions of a set: groups of gradient sketches by cosine, and which of them are sparse. Prismatic Synthesis (arXiv
 * 2505.20161), adapted to small sets: k = max(√n, n/10), rounded; from n = 100 on that is the paper's n/10. Fewer come out where demonstrations
 * coincide. Under four demonstrations each is a region of its own.
 *
 * @param sketches of one common length, in any scale
 * @param kernel their cosines, where they are known already
 */
export function findRegions(
	sketches: readonly Float32Array[],
	kernel: SymmetricMatrix = cosineKernel(sketches),
): Regions {
	const count = sketches.length;
	const assignment =
		count < smallestClustered
			? Array.from(sketches.keys())
			: withoutGaps(sphericalKMeans(kernel, regionCount(count), seededRandom(seed)));
	const sizes = sizesOf(assignment);
	return {
		assignment,
		centroids: centroidsOf(sketches, assignment, sizes.length),
		sizes,
		sparse: sparseRegions(sizes, () => densities(kernel, assignment, sizes)),
	};
}

/** The region whose centre is nearest to a sketch; the first of several. */
export function nearestRegion(centroids: readonly Float32Array[], sketch: Float32Array): number {
	let nearest = 0;
	let largest = -Infinity;
	centroids.forEach((centroid, region) => {
		const similarity = dot(centroid, sketch);
		if (similarity > largest) {
			largest = similarity;
			nearest = region;
		}
	});
	return nearest;
}

function regionCount(count: number): number {
	return Math.max(Math.round(Math.sqrt(count)), Math.round(count / 10));
}

/** Renumbers groups in the order of their first members, so that none is empty. */
function withoutGaps(assignment: readonly number[]): number[] {
	const numbers = new Map<number, number>();
	return assignment.map(group => {
		const number = numbers.get(group) ?? numbers.size;
		numbers.set(group, number);
		return number;
	});
}

function sizesOf(assignment: readonly number[]): number[] {
	const sizes: number[] = [];
	for (const region of assignment) {
		sizes[region] = (sizes[region] ?? 0) + 1;
	}
	return sizes;
}

function centroidsOf(sketches: readonly Float32Array[], assignment: readonly number[], count: number): Float32Array[] {
	const sums = Array.from({ length: count }, () => new Float32Array(sketches[0]?.length ?? 0));
	sketches.forEach((sketch, index) => {
		const sum = sums[assignment[index] ?? 0];
		normalized(sketch).forEach((value, component) => {
			if (sum !== undefined) {
				sum[component] = (sum[component] ?? 0) + value;
			}
		});
	});
	return sums.map(normalized);
}

/**
 * Sparse are the regions strictly smaller than the one at the 50 % quantile of sorted sizes; if there is none, those
 * of minimal size; if all sizes are equal, those of the lowest density.
 */
function sparseRegions(sizes: readonly number[], density: () => readonly number[]): boolean[] {
	const sorted = [...sizes].sort((a, b) => a - b);
	const smallest = sorted[0] ?? 0;
	const threshold = sorted[Math.floor(sizes.length / 2)] ?? 0;
	if (smallest < threshold) {
		return sizes.map(size => size < threshold);
	}
	if (smallest < (sorted.at(-1) ?? 0)) {
		return sizes.map(size => size === smallest);
	}
	const values = density();
	const lowest = Math.min(...values);
	return values.map(value => value <= lowest + densityTolerance);
}

/** For each region the mean cosine of its members to their nearest neighbours in the whole set. */
function densities(kernel: SymmetricMatrix, assignment: readonly number[], sizes: readonly number[]): number[] {
	const sums = sizes.map(() => 0);
	assignment.forEach((region, item) => {
		const nearest = Array.from({ length: kernel.size }, (_, other) => entry(kernel, item, other))
			.filter((_, other) => other !== item)
			.sort((a, b) => b - a)
			.slice(0, densityNeighbours);
		const mean = nearest.reduce((sum, cosine) => sum + cosine, 0) / Math.max(1, nearest.length);
		sums[region] = (sums[region] ?? 0) + mean;
	});
	return sums.map((sum, region) => sum / (sizes[region] ?? 1));
}
