import { symmetricEigen, type SymmetricEigen } from '../numeric/eigen';
import { entropyGainOf, entropySum } from '../numeric/spectralEntropy';
import type { SymmetricMatrix } from '../numeric/symmetricMatrix';
import { scoreFromEntropy } from './vendi';

/** The kernel of a set that grows, with its Vendi score of order 1, and that with one item more. */
export class GrowingKernel {
	private spectrum: { readonly eigen: SymmetricEigen; readonly entropy: number } | undefined;

	/** @param total trace of the kernel */
	constructor(
		private kernel: SymmetricMatrix,
		private total: number,
	) {}

	get size(): number {
		return this.kernel.size;
	}

	get score(): number {
		return scoreFromEntropy(this.decomposed().entropy, this.total);
	}

	/**
	 * The exact score with one item more; O(n²).
	 *
	 * @param column its products with the items of the set, in their order
	 * @param corner its product with itself
	 */
	scoreWith(column: Float64Array, corner: number): number {
		const { eigen, entropy } = this.decomposed();
		return scoreFromEntropy(entropy + entropyGainOf({ column, corner }, eigen), this.total + corner);
	}

	add(column: ArrayLike<number>, corner: number): void {
		this.kernel = bordered(this.kernel, column, corner);
		this.total += corner;
		this.spectrum = undefined;
	}

	/** One eigendecomposition for every set. */
	private decomposed(): { readonly eigen: SymmetricEigen; readonly entropy: number } {
		if (this.spectrum === undefined) {
			const eigen = symmetricEigen(this.kernel);
			this.spectrum = { eigen, entropy: entropySum(eigen.values) };
		}
		return this.spectrum;
	}
}

/** The matrix with one more row and column. */
function bordered(matrix: SymmetricMatrix, column: ArrayLike<number>, corner: number): SymmetricMatrix {
	const size = matrix.size + 1;
	const data = new Float64Array(size * size);
	for (let row = 0; row < matrix.size; row++) {
		data.set(matrix.data.subarray(row * matrix.size, (row + 1) * matrix.size), row * size);
		data[row * size + matrix.size] = column[row] ?? 0;
	}
	data.set(column, matrix.size * size);
	data[size * size - 1] = corner;
	return { size, data };
}
