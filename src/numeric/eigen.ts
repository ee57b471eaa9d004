import type { SymmetricMatrix } from './symmetricMatrix';

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
	const basis = reflectorProduct(reduced);
	implicitQl(reduced.diagonal, reduced.offDiagonal, basis);

	const order = Array.from({ length: size }, (_, index) => index);
	order.sort((a, b) => (reduced.diagonal[b] as number) - (reduced.diagonal[a] as number));
	const values = new Float64Array(size);
	const vectors = new Float64Array(size * size);
	order.forEach((from, to) => {
		values[to] = reduced.diagonal[from] as number;
		vectors.set(basis.subarray(from * size, (from + 1) * size), to * size);
	});
	return { size, values, vectors };
}

interface Tridiagonal {
	readonly size: number;
	readonly diagonal: Float64Array;
	/** `offDiagonal[i]` couples i and i + 1; the last is 0. */
	readonly offDiagonal: Float64Array;
	/** Row i holds, in its first i places, the vector u of the reflector I − u·uᵀ/h that cleared row i. */
	readonly reflectors: Float64Array;
	/** h of each reflector; 0 where none was needed. */
	readonly norms: Float64Array;
}

function tridiagonalize(matrix: SymmetricMatrix): Tridiagonal {
	const { size } = matrix;
	const a = matrix.data.slice();
	const diagonal = new Float64Array(size);
	const offDiagonal = new Float64Array(size);
	const norms = new Float64Array(size);
	const p = new Float64Array(size);

	// Only the lower triangle is read and written, always along rows.
	for (let i = size - 1; i > 0; i--) {
		const u = a.subarray(i * size, i * size + i);
		const last = i - 1;
		let scale = 0;
		for (let k = 0; k < last; k++) {
			scale += Math.abs(u[k] as number);
		}
		if (scale === 0) {
			offDiagonal[last] = u[last] as number;
			continue;
		}
		scale += Math.abs(u[last] as number);
		let h = 0;
		for (let k = 0; k < i; k++) {
			const value = (u[k] as number) / scale;
			u[k] = value;
			h += value * value;
		}
		const pivot = u[last] as number;
		const reflected = pivot >= 0 ? -Math.sqrt(h) : Math.sqrt(h);
		offDiagonal[last] = scale * reflected;
		h -= pivot * reflected;
		u[last] = pivot - reflected;
		norms[i] = h;

		multiplyLower(a, size, i, u, p);
		let product = 0;
		for (let k = 0; k < i; k++) {
			const value = (p[k] as number) / h;
			p[k] = value;
			product += value * (u[k] as number);
		}
		const shift = product / (h + h);
		for (let k = 0; k < i; k++) {
			p[k] = (p[k] as number) - shift * (u[k] as number);
		}
		for (let j = 0; j < i; j++) {
			const uj = u[j] as number;
			const pj = p[j] as number;
			const row = j * size;
			for (let k = 0; k <= j; k++) {
				a[row + k] = (a[row + k] as number) - uj * (p[k] as number) - pj * (u[k] as number);
			}
		}
	}
	for (let i = 0; i < size; i++) {
		diagonal[i] = a[i * size + i] as number;
	}
	return { size, diagonal, offDiagonal, reflectors: a, norms };
}

/** p = A·u for the leading order×order block of the lower triangle in `a`. */
function multiplyLower(a: Float64Array, size: number, order: number, u: Float64Array, p: Float64Array): void {
	p.fill(0, 0, order);
	for (let j = 0; j < order; j++) {
		const row = j * size;
		const uj = u[j] as number;
		let sum = 0;
		for (let k = 0; k < j; k++) {
			const value = a[row + k] as number;
			sum += value * (u[k] as number);
			p[k] = (p[k] as number) + value * uj;
		}
		p[j] = (p[j] as number) + sum + (a[row + j] as number) * uj;
	}
}

/** Qᵀ of A = Q·T·Qᵀ: the product of all reflectors, the shortest first, so that only a growing corner is touched. */
function reflectorProduct({ size, reflectors, norms }: Tridiagonal): Float64Array {
	const basis = new Float64Array(size * size);
	for (let i = 0; i < size; i++) {
		basis[i * size + i] = 1;
	}
	for (let i = 1; i < size; i++) {
		const h = norms[i] as number;
		if (h === 0) {
			continue;
		}
		const u = reflectors.subarray(i * size, i * size + i);
		for (let row = 0; row < i * size; row += size) {
			let sum = 0;
			for (let k = 0; k < i; k++) {
				sum += (basis[row + k] as number) * (u[k] as number);
			}
			sum /= h;
			for (let k = 0; k < i; k++) {
				basis[row + k] = (basis[row + k] as number) - sum * (u[k] as number);
			}
		}
	}
	return basis;
}

/**
 * Turns the diagonal of a tridiagonal matrix into its eigenvalues, in no particular order, and destroys the off
 * diagonal. With a `basis`, its rows are rotated along and end as the eigenvectors.
 */
function implicitQl(diagonal: Float64Array, offDiagonal: Float64Array, basis?: Float64Array): void {
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
			qlSweep(diagonal, offDiagonal, first, last, basis);
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
	basis: Float64Array | undefined,
): void {
	const coupling = offDiagonal[first] as number;
	const slope = ((diagonal[first + 1] as number) - (diagonal[first] as number)) / (2 * coupling);
	const root = Math.hypot(slope, 1);
	let g = (diagonal[last] as number) - (diagonal[first] as number) + coupling / (slope + (slope >= 0 ? root : -root));
	let sine = 1;
	let cosine = 1;
	let carried = 0;
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
		if (basis !== undefined) {
			rotateRows(basis, diagonal.length, i, cosine, sine);
		}
	}
	diagonal[first] = (diagonal[first] as number) - carried;
	offDiagonal[first] = g;
	offDiagonal[last] = 0;
}

/** Applies a plane rotation to rows i and i + 1. */
function rotateRows(basis: Float64Array, size: number, i: number, cosine: number, sine: number): void {
	const end = (i + 1) * size;
	for (let upper = i * size; upper < end; upper++) {
		const lower = upper + size;
		const x = basis[upper] as number;
		const y = basis[lower] as number;
		basis[lower] = sine * x + cosine * y;
		basis[upper] = cosine * x - sine * y;
	}
}
