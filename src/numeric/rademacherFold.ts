import { hashSeed, seededRandom } from '../base/random';
import { dot } from './vectors';

/** Names the one fixed matrix: changing it changes every folded sketch. */
const seed = hashSeed('demoscope.rademacher-fold');

/**
 * Projects vectors to fewer dimensions by one fixed matrix of ±1/√dimension, which keeps inner products in
 * expectation (the projection of arXiv 2505.20161, applied to our sketches instead of to the gradients).
 *
 * @param vectors of one common length
 */
export function rademacherFold(vectors: readonly Float32Array[], dimension: number): Float32Array[] {
	const length = vectors[0]?.length ?? 0;
	const random = seededRandom(seed);
	const folded = vectors.map(() => new Float32Array(dimension));
	const scale = 1 / Math.sqrt(dimension);
	const signs = new Float32Array(length);
	for (let component = 0; component < dimension; component++) {
		for (let index = 0; index < length; index++) {
			signs[index] = random() < 0.5 ? -scale : scale;
		}
		vectors.forEach((vector, row) => {
			const target = folded[row];
			if (target !== undefined) {
				target[component] = dot(vector, signs);
			}
		});
	}
	return folded;
}
