import { median } from '../numeric/statistics';
import { dot, normalized } from '../numeric/vectors';
import type { Twin } from './twins';

export interface Coverage {
	/** Share of the validation examples that are covered, 0..1. */
	readonly share: number;
	/** A validation example is covered above this cosine: the median similarity of the set's twins. */
	readonly threshold: number;
	/** For each validation example the nearest demonstration. */
	readonly nearest: readonly Twin[];
}

/**
 * How much of real use a set stands for: a validation example is covered if some demonstration is nearer to it than the
 * demonstrations typically are to their own twins.
 *
 * @param demonstrations sketches of the set
 * @param validation sketches of the examples, of the same length
 * @param twins of the demonstrations
 * @returns `null` for fewer than two demonstrations, or no example
 */
export function coverage(
	demonstrations: readonly Float32Array[],
	validation: readonly Float32Array[],
	twins: readonly (Twin | undefined)[],
): Coverage | null {
	const similarities = twins.flatMap(twin => twin?.similarity ?? []);
	if (similarities.length === 0 || validation.length === 0) {
		return null;
	}
	const threshold = median(similarities);
	const rows = demonstrations.map(normalized);
	const nearest = validation.map(example => nearestOf(rows, normalized(example)));
	const covered = nearest.filter(({ similarity }) => similarity > threshold).length;
	return { share: covered / validation.length, threshold, nearest };
}

function nearestOf(rows: readonly Float32Array[], example: Float32Array): Twin {
	return rows.reduce<Twin>(
		(best, row, index) => {
			const similarity = dot(row, example);
			return similarity > best.similarity ? { index, similarity } : best;
		},
		{ index: 0, similarity: -Infinity },
	);
}
