import { dot, normalized } from '../numeric/vectors';
import { nearestRegion } from '../regions/regions';
import type { Proposal } from './strategy';

/** A proposal that has been read and may be worth an exact measurement. */
export interface ReadProposal {
	readonly proposal: Proposal;
	/** Unit length, [4096]. */
	readonly sketch: Float32Array;
	/** Region whose centre is nearest by cosine. */
	readonly region: number;
	/** Highest cosine with any demonstration of the set. */
	readonly similarity: number;
	/** Σ cos² with the demonstrations: the lower, the more a Vendi score of order 2 gains. */
	readonly overlap: number;
}

export interface ShortlistOptions {
	readonly sketches: readonly Float32Array[];
	readonly centroids: readonly Float32Array[];
	/** Only proposals nearest to one of these regions are kept (Prismatic Synthesis, arXiv 2505.20161, §4). */
	readonly regions: ReadonlySet<number>;
	readonly capacity: number;
}

/** Above this cosine with a demonstration a proposal says nothing new. */
const duplicateSimilarity = 0.95;

/**
 * Keeps the few proposals of a long stream that can gain most, in memory that does not grow with the stream.
 *
 * The exact gain needs eigenvalues; the Vendi score of order 2 is 1/Σλ², and Σλ² is the mean squared entry of the
 * kernel, so one pass of dot products ranks by it. What is kept is then measured exactly.
 */
export class Shortlist {
	private readonly base: readonly Float32Array[];
	private kept: ReadProposal[] = [];

	constructor(private readonly options: ShortlistOptions) {
		this.base = options.sketches.map(normalized);
	}

	add(proposal: Proposal, rawSketch: Float32Array): void {
		const sketch = normalized(rawSketch);
		const region = nearestRegion(this.options.centroids, sketch);
		if (!this.options.regions.has(region)) {
			return;
		}
		let overlap = 0;
		let similarity = -1;
		for (const row of this.base) {
			const cosine = dot(sketch, row);
			overlap += cosine * cosine;
			similarity = Math.max(similarity, cosine);
		}
		if (similarity > duplicateSimilarity) {
			return;
		}
		this.kept.push({ proposal, sketch, region, similarity, overlap });
		if (this.kept.length >= 2 * this.options.capacity) {
			this.kept = this.best();
		}
	}

	/** The kept proposals, most promising first. */
	best(): ReadProposal[] {
		return this.kept.toSorted((a, b) => a.overlap - b.overlap).slice(0, this.options.capacity);
	}
}
