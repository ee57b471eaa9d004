import { symmetricEigen } from '../numeric/eigen';
import { entropyGainOf, entropySum } from '../numeric/spectralEntropy';
import type { SymmetricMatrix } from '../numeric/symmetricMatrix';
import { dot, normalized } from '../numeric/vectors';
import { cosineKernel } from './kernel';
import { scoreFromEntropy } from './vendi';

export interface Addition {
	/** Which candidate. */
	readonly index: number;
	/** G-Vendi with it minus without it, given those picked before it. */
	readonly gain: number;
	readonly scoreAfter: number;
}

/**
 * A set that grows by one candidate after another. Gains are exact. Each pick costs one eigendecomposition of the
 * set, O(n³), and O(n²) a candidate that it looks at; the inner products with what was picked are kept.
 */
export class GreedyVendi {
	private readonly rows: readonly Float32Array[];
	/** Cosines of each candidate with everything in the set so far. */
	private readonly columns: readonly number[][];
	private kernel: SymmetricMatrix;
	private total: number;

	/**
	 * @param base sketches of the set as it is
	 * @param candidates sketches of what could be added, of the same length
	 */
	constructor(base: readonly Float32Array[], candidates: readonly Float32Array[]) {
		const normalizedBase = base.map(normalized);
		this.rows = candidates.map(normalized);
		this.columns = this.rows.map(row => normalizedBase.map(other => dot(row, other)));
		this.kernel = cosineKernel(base);
		this.total = normalizedBase.reduce((sum, row) => sum + dot(row, row), 0);
	}

	/** The one of these candidates that raises G-Vendi the most, or lowers it the least; of equal ones the first. */
	best(candidates: Iterable<number>): Addition | undefined {
		const eigen = symmetricEigen(this.kernel);
		const entropy = entropySum(eigen.values);
		const score = scoreFromEntropy(entropy, this.total);
		let best: Addition | undefined;
		for (const index of candidates) {
			const corner = this.corner(index);
			const border = { column: Float64Array.from(this.columns[index] ?? []), corner };
			const scoreAfter = scoreFromEntropy(entropy + entropyGainOf(border, eigen), this.total + corner);
			if (best === undefined || scoreAfter > best.scoreAfter) {
				best = { index, gain: scoreAfter - score, scoreAfter };
			}
		}
		return best;
	}

	/** Puts a candidate into the set. */
	add(index: number): void {
		const corner = this.corner(index);
		this.kernel = bordered(this.kernel, this.columns[index] ?? [], corner);
		this.total += corner;
		const added = this.rows[index];
		if (added !== undefined) {
			this.rows.forEach((row, other) => this.columns[other]?.push(dot(row, added)));
		}
	}

	/** 1, or 0 for a sketch of nothing but zeros. */
	private corner(index: number): number {
		const row = this.rows[index];
		return row === undefined ? 0 : dot(row, row);
	}
}

/** The matrix with one more row and column. */
function bordered(matrix: SymmetricMatrix, column: readonly number[], corner: number): SymmetricMatrix {
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
