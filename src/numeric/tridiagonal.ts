import type { SymmetricMatrix } from './symmetricMatrix';

/** A = Q·T·Qᵀ with T tridiagonal and Q a product of reflectors. */
export interface Tridiagonal {
	readonly size: number;
	readonly diagonal: Float64Array;
	/** `offDiagonal[i]` couples i and i + 1; the last is 0. */
	readonly offDiagonal: Float64Array;
	/** Row i holds, in its first i places, the vector u of the reflector I − u·uᵀ/h that cleared row i. */
	readonly reflectors: Float64Array;
	/** h of each reflector; 0 where none was needed. */
	readonly norms: Float64Array;
}

/** A ← A − u·qᵀ − q·uᵀ, still to be done. */
interface Update {
	readonly u: Float64Array;
	readonly q: Float64Array;
}

/**
 * Householder reduction to tridiagonal form (Golub & Van Loan, Matrix Computations, §8.3; EISPACK's tred1). Each
 * reflector changes the whole of what is left, and the next one is multiplied with it: both are done in one pass over the
 * memory, which is what takes the time.
 */
export function tridiagonalize(matrix: SymmetricMatrix): Tridiagonal {
	const { size } = matrix;
	const a = matrix.data.slice();
	const diagonal = new Float64Array(size);
	const offDiagonal = new Float64Array(size);
	const norms = new Float64Array(size);
	const nothing = new Float64Array(size);
	// One is read while the other is written.
	let product = new Float64Array(size);
	let spare = new Float64Array(size);
	let pending: Update = { u: nothing, q: nothing };

	// Only the lower triangle is read and written, always along rows.
	for (let i = size - 1; i > 0; i--) {
		updateRow(a, i * size, i, pending);
		diagonal[i] = a[i * size + i] as number;
		const u = a.subarray(i * size, i * size + i);
		const last = i - 1;
		let scale = 0;
		for (let k = 0; k < last; k++) {
			scale += Math.abs(u[k] as number);
		}
		if (scale === 0) {
			offDiagonal[last] = u[last] as number;
			updateAndMultiply(a, size, i, pending, nothing, product);
			pending = { u: nothing, q: nothing };
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

		updateAndMultiply(a, size, i, pending, u, product);
		let inner = 0;
		for (let k = 0; k < i; k++) {
			const value = (product[k] as number) / h;
			product[k] = value;
			inner += value * (u[k] as number);
		}
		const shift = inner / (h + h);
		for (let k = 0; k < i; k++) {
			product[k] = (product[k] as number) - shift * (u[k] as number);
		}
		pending = { u, q: product };
		[product, spare] = [spare, product];
	}
	if (size > 0) {
		diagonal[0] = a[0] as number;
	}
	return { size, diagonal, offDiagonal, reflectors: a, norms };
}

/** Does the update on the first `length` + 1 entries of one row, whose number is `length`. */
function updateRow(a: Float64Array, row: number, length: number, { u, q }: Update): void {
	const uj = u[length] as number;
	const qj = q[length] as number;
	for (let k = 0; k <= length; k++) {
		a[row + k] = (a[row + k] as number) - uj * (q[k] as number) - qj * (u[k] as number);
	}
}

/**
 * Does the update on the leading order×order block of the lower triangle in `a`, and gives the product of what comes out
 * with `vector`. Two rows at a time: their sums do not wait for each other.
 */
function updateAndMultiply(
	a: Float64Array,
	size: number,
	order: number,
	{ u, q }: Update,
	vector: Float64Array,
	product: Float64Array,
): void {
	product.fill(0, 0, order);
	for (let j = order % 2; j < order; j += 2) {
		const first = j * size;
		const second = first + size;
		const u0 = u[j] as number;
		const u1 = u[j + 1] as number;
		const q0 = q[j] as number;
		const q1 = q[j + 1] as number;
		const v0 = vector[j] as number;
		const v1 = vector[j + 1] as number;
		let sum0 = 0;
		let sum1 = 0;
		for (let k = 0; k < j; k++) {
			const uk = u[k] as number;
			const qk = q[k] as number;
			const vk = vector[k] as number;
			const a0 = (a[first + k] as number) - u0 * qk - q0 * uk;
			const a1 = (a[second + k] as number) - u1 * qk - q1 * uk;
			a[first + k] = a0;
			a[second + k] = a1;
			sum0 += a0 * vk;
			sum1 += a1 * vk;
			product[k] = (product[k] as number) + (a0 * v0 + a1 * v1);
		}
		const corner0 = (a[first + j] as number) - 2 * u0 * q0;
		const side = (a[second + j] as number) - u1 * q0 - q1 * u0;
		const corner1 = (a[second + j + 1] as number) - 2 * u1 * q1;
		a[first + j] = corner0;
		a[second + j] = side;
		a[second + j + 1] = corner1;
		product[j] = (product[j] as number) + sum0 + corner0 * v0 + side * v1;
		product[j + 1] = (product[j + 1] as number) + sum1 + side * v0 + corner1 * v1;
	}
	if (order % 2 === 1) {
		const corner = (a[0] as number) - 2 * (u[0] as number) * (q[0] as number);
		a[0] = corner;
		product[0] = (product[0] as number) + corner * (vector[0] as number);
	}
}

/**
 * Qᵀ of A = Q·T·Qᵀ: the product of all reflectors, the shortest first. Rows of the product do not depend on each other, so
 * four at a time go through all reflectors while they are in the processor's cache.
 */
export function reflectorProduct(reduced: Tridiagonal): Float64Array {
	const { size } = reduced;
	const basis = new Float64Array(size * size);
	for (let i = 0; i < size; i++) {
		basis[i * size + i] = 1;
	}
	for (let row = 0; row < size; row += 4) {
		const rows = [0, 1, 2, 3].map(offset => {
			// Where fewer are left, the last one is done several times with the same.
			const at = Math.min(row + offset, size - 1) * size;
			return basis.subarray(at, at + size);
		}) as [Float64Array, Float64Array, Float64Array, Float64Array];
		// A reflector that is not longer than a row's number leaves it as it is.
		for (let i = row + 1; i < size; i++) {
			reflect(rows, reduced, i);
		}
	}
	return basis;
}

function reflect(
	[row0, row1, row2, row3]: readonly [Float64Array, Float64Array, Float64Array, Float64Array],
	{ size, reflectors, norms }: Tridiagonal,
	length: number,
): void {
	const h = norms[length] as number;
	if (h === 0) {
		return;
	}
	const start = length * size;
	let sum0 = 0;
	let sum1 = 0;
	let sum2 = 0;
	let sum3 = 0;
	for (let k = 0; k < length; k++) {
		const u = reflectors[start + k] as number;
		sum0 += (row0[k] as number) * u;
		sum1 += (row1[k] as number) * u;
		sum2 += (row2[k] as number) * u;
		sum3 += (row3[k] as number) * u;
	}
	sum0 /= h;
	sum1 /= h;
	sum2 /= h;
	sum3 /= h;
	for (let k = 0; k < length; k++) {
		const u = reflectors[start + k] as number;
		const value0 = (row0[k] as number) - sum0 * u;
		const value1 = (row1[k] as number) - sum1 * u;
		const value2 = (row2[k] as number) - sum2 * u;
		const value3 = (row3[k] as number) - sum3 * u;
		row0[k] = value0;
		row1[k] = value1;
		row2[k] = value2;
		row3[k] = value3;
	}
}
