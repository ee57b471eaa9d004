import { dot, normalized } from '../numeric/vectors';

/** A text that the probe has read, beside the set. */
export interface Compared {
	/** Unit length, [4096]. */
	readonly sketch: Float32Array;
	/** Highest cosine with any demonstration of the set. */
	readonly similarity: number;
	/** Region of that demonstration. */
	readonly region: number;
	/** Σ cos² with the demonstrations: the lower, the more a Vendi score of order 2 gains. */
	readonly overlap: number;
}

/**
 * Compares proposals with the demonstrations of one set.
 *
 * A proposal belongs to the region of the demonstration that is nearest to it. Prismatic Synthesis (arXiv 2505.20161, §4) asks
 * for the nearest centroid; *adapted*, because the centroids of large regions average more noise away, and in sets of
 * some dozens everything new is nearest to them.
 */
export class SetComparison {
	/** Of the demonstrations, at unit length. */
	readonly sketches: readonly Float32Array[];

	/**
	 * @param sketches of the demonstrations, [4096] each
	 * @param assignment region of each
	 */
	constructor(
		sketches: readonly Float32Array[],
		private readonly assignment: readonly number[],
	) {
		this.sketches = sketches.map(normalized);
	}

	compare(rawSketch: Float32Array): Compared {
		const sketch = normalized(rawSketch);
		let overlap = 0;
		let similarity = -1;
		let region = 0;
		for (const [index, row] of this.sketches.entries()) {
			const cosine = dot(sketch, row);
			overlap += cosine * cosine;
			if (cosine > similarity) {
				similarity = cosine;
				region = this.assignment[index] ?? 0;
			}
		}
		return { sketch, similarity, region, overlap };
	}
}
