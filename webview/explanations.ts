/** Which way a score should go. */
export type Direction = 'higher' | 'lower' | 'neither';

export interface Explanation {
	readonly name: string;
	readonly direction: Direction;
	/** What the number means, for someone who reads it for the first time. */
	readonly meaning: string;
}

/** The words for every score that the panel shows. */
export const explanations = {
	gVendi: {
		name: 'Diversity',
		direction: 'higher',
		meaning:
			'G-Vendi: the set teaches the probe as much variety as this many demonstrations that have nothing in common. It runs from 1, all alike, to their number, all different.',
	},
	resampled: {
		name: 'Resampled',
		direction: 'neither',
		meaning:
			'Diversity of sets of as many, drawn from these demonstrations with replacement. A set that is hardly above it repeats itself.',
	},
	pool: {
		name: 'Random from pool',
		direction: 'neither',
		meaning:
			'Diversity of as many demonstrations drawn at random from the pool, on average. A set that is not above it was not worth choosing by hand.',
	},
	doubled: {
		name: 'Weakest twice',
		direction: 'neither',
		meaning: 'Diversity with a copy of the demonstration that adds least: so little is added by one more of the same.',
	},
	consistency: {
		name: 'Consistency',
		direction: 'higher',
		meaning:
			'V-Score: how many bits the task definition takes off the surprise of a demonstration, for each token. Below zero, the definition makes the typical demonstration less expected.',
	},
	linearStudent: {
		name: 'Linear student',
		direction: 'higher',
		meaning:
			'Share of the validation examples whose label a small classifier finds that has learned from these demonstrations alone. It reads the probe’s embeddings; another model may do better or worse.',
	},
	duplicates: {
		name: 'Near-duplicates',
		direction: 'lower',
		meaning:
			'Demonstrations that say almost the same as another one. Each takes up room in the prompt and teaches little.',
	},
	labelBalance: {
		name: 'Label balance',
		direction: 'higher',
		meaning: 'How evenly the outputs are spread over the labels: 100 % when each label occurs equally often.',
	},
	vendi: {
		name: 'Diversity by order',
		direction: 'higher',
		meaning:
			'The same count with other weights: a low order counts rare demonstrations in full, a high order only the common kind. A steep fall means that one kind dominates.',
	},
	coverage: {
		name: 'Covered',
		direction: 'higher',
		meaning:
			'Share of the validation examples with a demonstration nearer to them than the demonstrations typically are to one another.',
	},
	llmCluster: {
		name: 'LLM cluster score',
		direction: 'higher',
		meaning:
			'Into how many groups a language model puts random samples of the set, over how large these are: below 1 for few large groups, up to 10 where every demonstration stands alone.',
	},
	reasoningStyles: {
		name: 'Styles of reasoning',
		direction: 'higher',
		meaning:
			'How many of the listed ways of reasoning some demonstration shows, by the labels of a language model. The list is yours, in .demoscope.yaml.',
	},
	contextLength: {
		name: 'Length',
		direction: 'neither',
		meaning: 'Mean length of a demonstration. Longer ones leave less room for others.',
	},
	selfRepetition: {
		name: 'Self-repetition',
		direction: 'lower',
		meaning: 'How often runs of words come back in other demonstrations.',
	},
	ngramDiversity: {
		name: 'Distinct n-grams',
		direction: 'higher',
		meaning: 'Share of word runs of length 1 to 4 that are different from all others.',
	},
	compressionRatio: {
		name: 'Compression',
		direction: 'lower',
		meaning: 'How far gzip can shrink the text. Text that repeats itself shrinks further.',
	},
	ngramVendi: {
		name: 'N-gram Vendi',
		direction: 'higher',
		meaning: 'Diversity counted by shared runs of 1 to 4 words instead of gradients: 1, all alike, to their number.',
	},
	embeddingVendi: {
		name: 'Embedding Vendi',
		direction: 'higher',
		meaning:
			'Diversity counted by what the demonstrations are about: by the probe’s embeddings instead of its gradients.',
	},
	clusterSpread: {
		name: 'Cluster spread',
		direction: 'higher',
		meaning:
			'Share of the spread of the embeddings that is left inside clusters. Near 0, the set falls into a few groups.',
	},
	perplexityGap: {
		name: 'Perplexity gap',
		direction: 'neither',
		meaning: 'Difference between the perplexities of two probes over the same demonstrations.',
	},
	perplexity: {
		name: 'Perplexity',
		direction: 'neither',
		meaning: 'How surprising the probe finds the scored tokens. Compare it only between sets read by the same probe.',
	},
} as const satisfies Record<string, Explanation>;

/** Findings by rule, in words. */
export const ruleNames = {
	'near-duplicate': 'Near-duplicate',
	'conflicting-label': 'Conflicting label',
	'low-contribution': 'Low contribution',
	'label-imbalance': 'Label imbalance',
	'format-drift': 'Format drift',
	'too-long': 'Too long',
	'unverified-answer': 'Unverified answer',
	'unknown-label': 'Unknown label',
	inconsistent: 'Inconsistent',
	'parse-error': 'Unreadable',
} as const;

export const directionWords: Readonly<Record<Direction, string>> = {
	higher: 'Higher is better.',
	lower: 'Lower is better.',
	neither: 'Neither high nor low is better by itself.',
};
