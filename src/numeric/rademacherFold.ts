import { hashSeed, seededRandom } from '../base/random';
import { dotPairs } from './vectors';

/** Names the one fixed matrix: changing it changes every folded sketch. */
const seed = hashSeed('demoscope.rademacher-fold');

/**
 * Projects vectors to fewer dimensions by one fixed matrix of ±1/√dimension, which keeps inner products in
 * expectation (the projection of arXiv 2505.20161, applied to our sketches instead of to the gradients).
 *
 * @param vectors of one common length
 * @param dimension even
 */
export function rademacherFold(vectors: readonly Float32Array[], dimension: number): Float32Array[] {
	const length = vectors[0]?.length ?? 0;
	const random = seededRandom(seed);
	const scale = 1 / Math.sqrt(dimension);
	const drawRow = (): Float32Array => Float32Array.from({ length }, () => (random() < 0.5 ? -scale : scale));
	const folded = vectors.map(() => new Float32Array(dimension));
	const products = new Float64Array(4);
	for (let component = 0; component < dimension; component += 2) {
		const row0 = drawRow();
		const row1 = drawRow();
		for (let index = 0; index < vectors.length; index += 2) {
			const vector = vectors[index] as Float32Array;
			dotPairs(vector, vectors[index + 1] ?? vector, row0, row1, products);
			folded[index]?.set(products.subarray(0, 2), component);
			folded[index + 1]?.set(products.subarray(2, 4), component);
		}
	}
	return folded;
}
