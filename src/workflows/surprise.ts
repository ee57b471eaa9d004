import type { Reading } from '../probe/probeModel';

/** A stretch of a text and how surprising it is to the probe. */
export interface Surprise {
	readonly text: string;
	/** −log₂ of its probability after what stands before it. */
	readonly bits: number;
}

/**
 * How surprising each scored token of a reading is. Tokens that make a character together are one stretch, whose bits are theirs
 * together.
 *
 * @param texts of the scored tokens, as `scoredTexts` has them
 */
export function surprises(texts: readonly string[], { logProbs }: Pick<Reading, 'logProbs'>): readonly Surprise[] {
	const stretches: { text: string; bits: number }[] = [];
	texts.forEach((text, index) => {
		const bits = -(logProbs[index] ?? 0) / Math.LN2;
		const last = stretches.at(-1);
		if (text === '' && last !== undefined) {
			last.bits += bits;
		} else {
			stretches.push({ text, bits });
		}
	});
	return stretches;
}
