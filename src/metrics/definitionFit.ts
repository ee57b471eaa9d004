/** What speaks for a task definition being that of a demonstration. */
export interface FitEvidence {
	/** V-Score under the definition. */
	readonly bitsPerToken: number;
	/** How far the definition shares the words of the input, and of the output: cosine of their sets of stems, 0..1. */
	readonly sharedWithInput: number;
	readonly sharedWithOutput: number;
	/** How near the probe's head puts demonstration and definition, −1 to 1; 0 where it has none. */
	readonly likeness: number;
}

/** What the fit makes of each piece of evidence. */
export type DefinitionFitWeights = Readonly<Record<'constant' | keyof FitEvidence, number>>;

/** For a probe without weights of its own. Fitted to the built-in probe without its head, as `bench/fit` does. */
export const definitionFitWeights: DefinitionFitWeights = {
	constant: -0.62,
	bitsPerToken: 1.94,
	sharedWithInput: 10.75,
	sharedWithOutput: 11.18,
	likeness: 0,
};

/**
 * Natural log-odds that a demonstration belongs to a task definition and not to another one, at even odds beforehand. *Ours*: a logistic
 * regression on the V-Score, on the words that the two share, and on how near a head of the probe puts them
 * (`tools/train-probe/train_head.py`).
 */
export function definitionFit(evidence: FitEvidence, weights: DefinitionFitWeights = definitionFitWeights): number {
	return (
		weights.constant +
		weights.bitsPerToken * evidence.bitsPerToken +
		weights.sharedWithInput * evidence.sharedWithInput +
		weights.sharedWithOutput * evidence.sharedWithOutput +
		weights.likeness * evidence.likeness
	);
}
