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
 * Picks candidates one after another, each time the one that raises the G-Vendi of base and picks the most; of equal
 * ones the first. Gains are exact, and the last may be negative: stop where it pays no more. Each step costs one
 * eigendecomposition of what has been picked so far, O(n³), and O(n²) a candidate.
 *
 * @param base sketches of the set as it is
 * @param candidates sketches of what could be added, of the same length
 * @param count how many to pick at most
 */
export function rankAdditions(
	base: readonly Float32Array[],
	candidates: readonly Float32Array[],
	count: number,
): Addition[] {
	const rows = candidates.map(normalized);
	const normalizedBase = base.map(normalized);
	/** Cosines of each candidate with everything in the set so far. */
	const columns = rows.map(row => normalizedBase.map(other => dot(row, other)));
	const corners = rows.map(row => dot(row, row));
	const remaining = new Set(rows.keys());
	const additions: Addition[] = [];

	let kernel = cosineKernel(base);
	let total = normalizedBase.reduce((sum, row) => sum + dot(row, row), 0);
	while (additions.length < count && remaining.size > 0) {
		const eigen = symmetricEigen(kernel);
		const entropy = entropySum(eigen.values);
		const score = scoreFromEntropy(entropy, total);
		let best: Addition | undefined;
		for (const index of remaining) {
			const corner = corners[index] ?? 0;
			const border = { column: Float64Array.from(columns[index] ?? []), corner };
			const scoreAfter = scoreFromEntropy(entropy + entropyGainOf(border, eigen), total + corner);
			if (best === undefined || scoreAfter > best.scoreAfter) {
				best = { index, gain: scoreAfter - score, scoreAfter };
			}
		}
		if (best === undefined) {
			break;
		}
		additions.push(best);
		const { index: picked } = best;
		remaining.delete(picked);
		const pickedRow = rows[picked];
		const corner = corners[picked] ?? 0;
		kernel = bordered(kernel, columns[picked] ?? [], corner);
		total += corner;
		for (const index of remaining) {
			const row = rows[index];
			if (row !== undefined && pickedRow !== undefined) {
				columns[index]?.push(dot(row, pickedRow));
			}
		}
	}
	return additions;
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
