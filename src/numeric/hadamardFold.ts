import { hashSeed, seededRandom } from '../base/random';
import { sample } from './sample';

/** Names the one fixed projection: changing it changes every folded sketch. */
const seed = hashSeed('demoscope.hadamard-fold');

/**
 * Projects vectors to fewer dimensions by one fixed subsampled randomized Hadamard transform, which keeps inner products
 * in expectation: random signs, a Walsh–Hadamard transform, and a random choice of its components (Tropp, "Improved
 * analysis of the subsampled randomized Hadamard transform", 2011, section 1.1). It takes n·log₂ n additions where a
 * dense matrix of signs takes n·dimension products.
 */
export class HadamardFold {
	/** ±1 for every number of a vector. */
	private readonly signs: Float64Array;
	private readonly chosen: readonly number[];
	private readonly work: Float64Array;

	/**
	 * @param length of the vectors
	 * @param dimension at most the next power of two
	 */
	constructor(
		readonly length: number,
		readonly dimension: number,
	) {
		const size = 2 ** Math.ceil(Math.log2(Math.max(length, dimension)));
		const random = seededRandom(seed);
		this.signs = Float64Array.from({ length }, () => (random() < 0.5 ? -1 : 1));
		this.chosen = sample(
			Array.from({ length: size }, (_, index) => index),
			dimension,
			random,
		);
		this.work = new Float64Array(size);
	}

	/** @param folded receives the projection, [dimension] */
	fold(vector: Float32Array, folded: Float64Array): void {
		const { signs, chosen, work, length, dimension } = this;
		for (let index = 0; index < length; index++) {
			work[index] = (vector[index] as number) * at(signs, index);
		}
		work.fill(0, length);
		transform(work);
		const scale = 1 / Math.sqrt(dimension);
		for (let component = 0; component < dimension; component++) {
			folded[component] = at(work, chosen[component] as number) * scale;
		}
	}
}

/** The Walsh–Hadamard transform, in place and unscaled. */
function transform(values: Float64Array): void {
	for (let half = 1; half < values.length; half *= 2) {
		for (let start = 0; start < values.length; start += 2 * half) {
			for (let index = start; index < start + half; index++) {
				const a = at(values, index);
				const b = at(values, index + half);
				values[index] = a + b;
				values[index + half] = a - b;
			}
		}
	}
}

/** An element that is known to exist: the index is in bounds. */
function at(values: Float64Array, index: number): number {
	return values[index] as number;
}
