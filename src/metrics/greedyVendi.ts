import { dot, normalized } from '../numeric/vectors';
import { GrowingKernel } from './growingKernel';
import { cosineKernel } from './kernel';

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
	private readonly set: GrowingKernel;

	/**
	 * @param base sketches of the set as it is
	 * @param candidates sketches of what could be added, of the same length
	 */
	constructor(base: readonly Float32Array[], candidates: readonly Float32Array[]) {
		const normalizedBase = base.map(normalized);
		this.rows = candidates.map(normalized);
		this.columns = this.rows.map(row => normalizedBase.map(other => dot(row, other)));
		const total = normalizedBase.reduce((sum, row) => sum + dot(row, row), 0);
		this.set = new GrowingKernel(cosineKernel(base), total);
	}

	/** The one of these candidates that raises G-Vendi the most, or lowers it the least; of equal ones the first. */
	best(candidates: Iterable<number>): Addition | undefined {
		const { score } = this.set;
		let best: Addition | undefined;
		for (const index of candidates) {
			const column = Float64Array.from(this.columns[index] ?? []);
			const scoreAfter = this.set.scoreWith(column, this.corner(index));
			if (best === undefined || scoreAfter > best.scoreAfter) {
				best = { index, gain: scoreAfter - score, scoreAfter };
			}
		}
		return best;
	}

	/** Puts a candidate into the set. */
	add(index: number): void {
		this.set.add(this.columns[index] ?? [], this.corner(index));
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
