import { pairHash } from '../../demonstrations/textHash';
import type { PendingCandidate } from '../../protocol/review';
import type { Texts } from './reviewList';

/** Where an accepted candidate came from, in JSON; none of its text. */
export type ProvenanceRecord = Readonly<Record<string, unknown>>;

export function provenanceRecord({
	strategy,
	origin,
	provenance,
	verification,
	gain,
	original,
}: PendingCandidate): ProvenanceRecord {
	return {
		strategy,
		origin,
		...(provenance === undefined ? {} : provenance),
		...(verification === undefined ? {} : { verification }),
		gain: Math.round(gain * 1000) / 1000,
		edited: original !== undefined,
	};
}

/** A line of the file beside the set: which demonstration, by a hash of what it says, and where it came from. */
export function provenanceLine(candidate: PendingCandidate): string {
	return `${JSON.stringify({ demonstration: demonstrationHash(candidate), ...provenanceRecord(candidate) })}\n`;
}

/** SHA-256, in hexadecimal, of the JSON list of input and output in UTF-8. */
export function demonstrationHash({ input, output }: Texts): string {
	return pairHash(input, output);
}
