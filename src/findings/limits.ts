/** From where on the rules find something. What a user leaves out keeps its default. */
export interface RuleLimits {
	/** `near-duplicate`: least likeness of two inputs, 0 to 1. */
	readonly inputLikeness: number;
	/** `low-contribution`: highest contribution to G-Vendi. */
	readonly contribution: number;
	/** `label-imbalance`: labels are uneven below this balance, 0 to 1. */
	readonly labelBalance: number;
	/** `format-drift`: least share of the outputs that must have a form for it to be the set's, above 0.5. */
	readonly formShare: number;
	/** `inconsistent`: least distance below the median fit to the task, in robust standard deviations. */
	readonly robustScore: number;
	/** `too-long`: most tokens of a demonstration, and most times the tokens of the middle one. */
	readonly tokens: number;
	readonly timesMedian: number;
}

export const defaultLimits: RuleLimits = {
	// The best cut on the pairs of test/fixtures/paraphrases.json.
	inputLikeness: 0.74,
	contribution: 0,
	labelBalance: 0.6,
	formShare: 0.9,
	// Iglewicz & Hoaglin's 3.5 is for outliers on both sides.
	robustScore: 3,
	tokens: 4000,
	timesMedian: 20,
};
