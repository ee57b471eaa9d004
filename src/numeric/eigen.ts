import { Rotations } from './rotations';
import type { SymmetricMatrix } from './symmetricMatrix';
import { reflectorProduct, tridiagonalize } from './tridiagonal';

/** An eigendecomposition: A = Σⱼ valuesⱼ · vⱼ·vⱼᵀ. */
export interface SymmetricEigen {
	readonly size: number;
	/** In descending order. */
	readonly values: Float64Array;
	/** [size, size], row-major: row j is the unit eigenvector of `values[j]`. */
	readonly vectors: Float64Array;
}

/** QL sweeps for one eigenvalue before the matrix must have held something that is not a number. */
const maximumSweeps = 60;

/**
 * Eigenvalues of a symmetric matrix, in descending order.
 *
 * Householder reduction to tridiagonal form, then implicit QL (Golub & Van Loan, Matrix Computations, §8.3;
 * EISPACK's tred1 and imtql1). About 4/3·n³ floating-point operations. Absolute errors are of the order of
 * 1e-16·‖A‖.
 */
export function symmetricEigenvalues(matrix: SymmetricMatrix): Float64Array {
	const { diagonal, offDiagonal } = tridiagonalize(matrix);
	implicitQl(diagonal, offDiagonal);
	return diagonal.sort().reverse();
}

/** Eigenvalues and eigenvectors of a symmetric matrix, by the same method as {@link symmetricEigenvalues}. */
export function symmetricEigen(matrix: SymmetricMatrix): SymmetricEigen {
	const { size } = matrix;
	const reduced = tridiagonalize(matrix);
	const basis = transposed(reflectorProduct(reduced), size);
	const rotations = new Rotations(basis, size);
	implicitQl(reduced.diagonal, reduced.offDiagonal, rotations);
	rotations.finish();

	const order = Array.from({ length: size }, (_, index) => index);
	order.sort((a, b) => (reduced.diagonal[b] as number) - (reduced.diagonal[a] as number));
	const values = new Float64Array(size);
	const vectors = new Float64Array(size * size);
	order.forEach((from, to) => {
		values[to] = reduced.diagonal[from] as number;
		for (let component = 0; component < size; component++) {
			vectors[to * size + component] = basis[component * size + from] as number;
		}
	});
	return { size, values, vectors };
}

function transposed(matrix: Float64Array, size: number): Float64Array {
	const result = new Float64Array(matrix.length);
	for (let row = 0; row < size; row++) {
		for (let column = 0; column < size; column++) {
			result[column * size + row] = matrix[row * size + column] as number;
		}
	}
	return result;
}

/**
 * Turns the diagonal of a tridiagonal matrix into its eigenvalues, in no particular order, and destroys the off
 * diagonal. `rotations` turn the columns of a basis along, which end as the eigenvectors.
 */
function implicitQl(diagonal: Float64Array, offDiagonal: Float64Array, rotations?: Rotations): void {
	const size = diagonal.length;
	for (let first = 0; first < size; first++) {
		for (let sweep = 0; ; sweep++) {
			const last = endOfBlock(diagonal, offDiagonal, first);
			if (last === first) {
				break;
			}
			if (sweep === maximumSweeps) {
				throw new RangeError('Eigenvalues do not converge: the matrix holds a value that is not finite.');
			}
			qlSweep(diagonal, offDiagonal, first, last, rotations);
		}
	}
}

/** Last index of the block from `first` on that no negligible off-diagonal entry cuts off. */
function endOfBlock(diagonal: Float64Array, offDiagonal: Float64Array, first: number): number {
	let last = first;
	for (; last < diagonal.length - 1; last++) {
		const scale = Math.abs(diagonal[last] as number) + Math.abs(diagonal[last + 1] as number);
		if (Math.abs(offDiagonal[last] as number) <= Number.EPSILON * 0.5 * scale) {
			break;
		}
	}
	return last;
}

/** One implicit QL sweep with Wilkinson's shift over the block first..last. */
function qlSweep(
	diagonal: Float64Array,
	offDiagonal: Float64Array,
	first: number,
	last: number,
	rotations: Rotations | undefined,
): void {
	const coupling = offDiagonal[first] as number;
	const slope = ((diagonal[first + 1] as number) - (diagonal[first] as number)) / (2 * coupling);
	const root = Math.hypot(slope, 1);
	let g = (diagonal[last] as number) - (diagonal[first] as number) + coupling / (slope + (slope >= 0 ? root : -root));
	let sine = 1;
	let cosine = 1;
	let carried = 0;
	rotations?.begin(last - 1);
	for (let i = last - 1; i >= first; i--) {
		const f = sine * (offDiagonal[i] as number);
		const b = cosine * (offDiagonal[i] as number);
		const length = Math.hypot(f, g);
		offDiagonal[i + 1] = length;
		if (length === 0) {
			// The block has split: what was carried belongs to its lower part.
			diagonal[i + 1] = (diagonal[i + 1] as number) - carried;
			offDiagonal[last] = 0;
			return;
		}
		sine = f / length;
		cosine = g / length;
		g = (diagonal[i + 1] as number) - carried;
		const r = ((diagonal[i] as number) - g) * sine + 2 * cosine * b;
		carried = sine * r;
		diagonal[i + 1] = g + carried;
		g = cosine * r - b;
		rotations?.add(cosine, sine);
	}
	diagonal[first] = (diagonal[first] as number) - carried;
	offDiagonal[first] = g;
	offDiagonal[last] = 0;
}
