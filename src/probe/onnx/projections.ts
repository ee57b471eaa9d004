import { hashSeed, seededRandom } from '../../base/random';

/** Part of every cache key: sketches made with other projections do not compare. */
export const sketchVersion = 1;

/** Side of the square in which a linear layer's sketch lies. */
export const sketchSide = 64;
export const sketchDimension = sketchSide * sketchSide;

/**
 * Numbers that the embedding's and the output layer's sketch takes, and the side of the Hadamard matrix whose Kronecker
 * square mixes them. With 4096 the cosine error over real texts hardly falls (bench/probe), and the cost is fourfold.
 */
export const tableSide = 32;
export const tableDimension = tableSide * tableSide;

/** Independent signs, ±1, the same for the same name on every machine. */
export function signs(name: string, length: number): Int8Array {
	const random = seededRandom(hashSeed(`sketch ${sketchVersion}: ${name}`));
	const drawn = new Int8Array(length);
	for (let index = 0; index < length; index++) {
		drawn[index] = random() < 0.5 ? -1 : 1;
	}
	return drawn;
}

/** The Hadamard matrix of Sylvester's construction, `side` a power of two: H[i][j] = (−1)^popcount(i & j). */
export function hadamard(side: number): Float32Array {
	const matrix = new Float32Array(side * side).fill(1);
	for (let block = 1; block < side; block *= 2) {
		for (let row = 0; row < block; row++) {
			for (let column = 0; column < block; column++) {
				const value = matrix[row * side + column] ?? 0;
				matrix[row * side + column + block] = value;
				matrix[(row + block) * side + column] = value;
				matrix[(row + block) * side + column + block] = -value;
			}
		}
	}
	return matrix;
}
