/** What speaks for a task definition being that of a demonstration. */
export interface FitEvidence {
	/** Σ ln p(x, y | T): of input and output under the task definition. */
	readonly logProbability: number;
	/** The same under each of the reference definitions. */
	readonly referenceLogProbabilities: readonly number[];
	/** Tokens of input and output. */
	readonly tokens: number;
	/** How far the definition shares the words of the input, and of the output: cosine of their sets of stems, 0..1. */
	readonly sharedWithInput: number;
	readonly sharedWithOutput: number;
	/** How near the probe's head puts demonstration and definition, −1 to 1; 0 where it has none. */
	readonly likeness: number;
}

/** What the fit makes of each piece of evidence. */
export type FitWeights = Readonly<
	Record<'constant' | 'bitsPerToken' | 'sharedWithInput' | 'sharedWithOutput' | 'likeness', number>
>;

/** For a probe without weights of its own. Fitted to the built-in probe without its head by `bench/fit` on sets that are neither the training's nor the test's. */
export const fitWeights: FitWeights = {
	constant: -0.68,
	bitsPerToken: 3.05,
	sharedWithInput: 10,
	sharedWithOutput: 11.9,
	likeness: 0,
};

/**
 * Natural log-odds that a demonstration belongs to a task definition and not to another one, at even odds beforehand. *Ours*: a logistic
 * regression on the bits per token by which the definition makes the demonstration more expected than other definitions do on
 * average, on the words that they share, and on how near a head of the probe puts them (`tools/train-probe/train_head.py`).
 *
 * The V-Score compares with no definition at all, and some demonstrations become likelier under any definition. To compare
 * with what is not about the task follows contextual calibration (Zhao et al., ICML 2021), which divides by the
 * probabilities for an input without content, and domain conditional PMI (Holtzman et al., EMNLP 2021), which does by
 * those after a premise that says only the domain.
 */
export function taskFit(evidence: FitEvidence, weights: FitWeights = fitWeights): number {
	const { constant, bitsPerToken, sharedWithInput, sharedWithOutput, likeness } = weights;
	return (
		constant +
		bitsPerToken * calibratedBitsPerToken(evidence) +
		sharedWithInput * evidence.sharedWithInput +
		sharedWithOutput * evidence.sharedWithOutput +
		likeness * evidence.likeness
	);
}

/** By how many bits a token the definition makes a demonstration more expected than the reference definitions do on average. */
export function calibratedBitsPerToken({
	logProbability,
	referenceLogProbabilities,
	tokens,
}: Pick<FitEvidence, 'logProbability' | 'referenceLogProbabilities' | 'tokens'>): number {
	const others = referenceLogProbabilities.reduce((sum, value) => sum + value, 0) / referenceLogProbabilities.length;
	return (logProbability - others) / Math.LN2 / tokens;
}

/** The probability of log-odds, 0..1. */
export function probabilityOf(logOdds: number): number {
	return 1 / (1 + Math.exp(-logOdds));
}
