import { seededRandom } from '../base/random';
import { symmetricEigen } from './eigen';
import type { SymmetricMatrix } from './symmetricMatrix';

/** Dimension of the Krylov space: up to this size the result is exact, above it well converged. */
const maximumSteps = 120;
const seed = 1950;
/** A new direction this much shorter than the matrix is large is rounding: the Krylov space is exhausted. */
const exhausted = 1e-12;

export interface Eigenpair {
	readonly value: number;
	/** Of length 1, its component of the largest magnitude positive. */
	readonly vector: Float64Array;
}

/**
 * The `count` largest eigenvalues of a symmetric matrix with their eigenvectors, without the others: Lanczos with full
 * reorthogonalisation (Golub & Van Loan, Matrix Computations, §10.3) from a fixed start, O(n²) a step.
 */
export function leadingEigenpairs(matrix: SymmetricMatrix, count: number): Eigenpair[] {
	const { size } = matrix;
	const steps = Math.min(size, maximumSteps);
	const random = seededRandom(seed);
	const basis: Float64Array[] = [];
	const projected = new Float64Array(steps * steps);
	let next: Float64Array | undefined;
	let scale = 0;
	for (let step = 0; step < steps; step++) {
		const direction = next ?? freshDirection(size, basis, () => random() - 0.5);
		basis.push(direction);
		const image = multiply(matrix, direction);
		projected[step * steps + step] = inner(image, direction);
		const length = orthogonalize(image, basis);
		scale = Math.max(scale, Math.abs(projected[step * steps + step] as number), length);
		const isExhausted = length <= exhausted * scale;
		next = isExhausted ? undefined : image;
		if (!isExhausted && step + 1 < steps) {
			projected[step * steps + step + 1] = length;
			projected[(step + 1) * steps + step] = length;
		}
	}
	const ritz = symmetricEigen({ size: steps, data: projected });
	return Array.from({ length: Math.min(count, size) }, (_, index) => ({
		value: ritz.values[index] ?? 0,
		vector: withFixedSign(combination(basis, ritz.vectors.subarray(index * steps, (index + 1) * steps))),
	}));
}

/** A unit vector orthogonal to all of the basis: the start, and what follows an exhausted Krylov space. */
function freshDirection(size: number, basis: readonly Float64Array[], draw: () => number): Float64Array {
	for (;;) {
		const direction = Float64Array.from({ length: size }, draw);
		if (orthogonalize(direction, basis) > 1e-6) {
			return direction;
		}
	}
}

/** Makes a vector orthogonal to the basis and of length 1 (in place); gives the length that it had in between. */
function orthogonalize(vector: Float64Array, basis: readonly Float64Array[]): number {
	for (let pass = 0; pass < 2; pass++) {
		for (const direction of basis) {
			const product = inner(vector, direction);
			for (let index = 0; index < vector.length; index++) {
				vector[index] = (vector[index] as number) - product * (direction[index] as number);
			}
		}
	}
	const length = Math.sqrt(inner(vector, vector));
	for (let index = 0; index < vector.length; index++) {
		vector[index] = (vector[index] as number) / (length || 1);
	}
	return length;
}

function multiply({ size, data }: SymmetricMatrix, vector: Float64Array): Float64Array {
	return vector.map((_, row) => inner(data.subarray(row * size, (row + 1) * size), vector));
}

function inner(a: Float64Array, b: Float64Array): number {
	let sum = 0;
	for (let index = 0; index < a.length; index++) {
		sum += (a[index] as number) * (b[index] as number);
	}
	return sum;
}

function combination(basis: readonly Float64Array[], weights: Float64Array): Float64Array {
	const result = new Float64Array(basis[0]?.length ?? 0);
	basis.forEach((direction, step) => {
		const weight = weights[step] as number;
		direction.forEach((value, index) => (result[index] = (result[index] as number) + weight * value));
	});
	return result;
}

function withFixedSign(vector: Float64Array): Float64Array {
	const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) * (1 + 1e-9) ? value : best), 0);
	return largest < 0 ? vector.map(value => -value) : vector;
}
