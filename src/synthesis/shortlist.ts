import type { Compared } from './setComparison';
import type { Proposal } from './strategy';

/** A proposal that the probe has read. */
export interface ReadProposal extends Compared {
	readonly proposal: Proposal;
}

/**
 * Keeps the few proposals of a long stream that can gain most, in memory that does not grow with the stream.
 *
 * The exact gain needs eigenvalues; the Vendi score of order 2 is 1/Σλ², and Σλ² is the mean squared entry of the
 * kernel, so one pass of dot products ranks by it. What is kept is then measured exactly.
 */
export class Shortlist {
	private kept: ReadProposal[];

	/** @param kept what an earlier one had kept, to go on from */
	constructor(
		private readonly capacity: number,
		kept: readonly ReadProposal[] = [],
	) {
		this.kept = [...kept];
	}

	add(proposal: ReadProposal): void {
		this.kept.push(proposal);
		if (this.kept.length >= 2 * this.capacity) {
			this.kept = this.best();
		}
	}

	/** The kept proposals, most promising first. */
	best(): ReadProposal[] {
		return this.kept.toSorted((a, b) => a.overlap - b.overlap).slice(0, this.capacity);
	}
}
