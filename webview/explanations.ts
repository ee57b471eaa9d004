import * as l10n from '@vscode/l10n';
import type { RuleId } from '../src/protocol/analysis';

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
	gVendi: () => ({
		name: l10n.t('Diversity'),
		direction: 'higher',
		meaning: l10n.t(
			'G-Vendi: the set teaches the probe as much variety as this many demonstrations that have nothing in common. It runs from 1, all alike, to their number, all different.',
		),
	}),
	resampled: () => ({
		name: l10n.t('Resampled'),
		direction: 'neither',
		meaning: l10n.t(
			'Diversity of sets of as many, drawn from these demonstrations with replacement. A set that is hardly above it repeats itself.',
		),
	}),
	pool: () => ({
		name: l10n.t('Random from pool'),
		direction: 'neither',
		meaning: l10n.t(
			'Diversity of as many demonstrations drawn at random from the pool, on average. A set that is not above it was not worth choosing by hand.',
		),
	}),
	doubled: () => ({
		name: l10n.t('Weakest twice'),
		direction: 'neither',
		meaning: l10n.t(
			'Diversity with a copy of the demonstration that adds least: so little is added by one more of the same.',
		),
	}),
	consistency: () => ({
		name: l10n.t('Consistency'),
		direction: 'higher',
		meaning: l10n.t(
			'V-Score: how many bits the task definition takes off the surprise of a demonstration, for each token. Below zero, the definition makes the typical demonstration less expected.',
		),
	}),
	linearStudent: () => ({
		name: l10n.t('Linear student'),
		direction: 'higher',
		meaning: l10n.t(
			'Share of the validation examples whose label a small classifier finds that has learned from these demonstrations alone. It reads the probe’s embeddings; another model may do better or worse.',
		),
	}),
	duplicates: () => ({
		name: l10n.t('Near-duplicates'),
		direction: 'lower',
		meaning: l10n.t(
			'Demonstrations that say almost the same as another one. Each takes up room in the prompt and teaches little.',
		),
	}),
	labelBalance: () => ({
		name: l10n.t('Label balance'),
		direction: 'higher',
		meaning: l10n.t('How evenly the outputs are spread over the labels: 100 % when each label occurs equally often.'),
	}),
	vendi: () => ({
		name: l10n.t('Diversity by order'),
		direction: 'higher',
		meaning: l10n.t(
			'The same count with other weights: a low order counts rare demonstrations in full, a high order only the common kind. A steep fall means that one kind dominates.',
		),
	}),
	coverage: () => ({
		name: l10n.t('Covered'),
		direction: 'higher',
		meaning: l10n.t(
			'Share of the validation examples with a demonstration nearer to them than the demonstrations typically are to one another.',
		),
	}),
	llmCluster: () => ({
		name: l10n.t('LLM cluster score'),
		direction: 'higher',
		meaning: l10n.t(
			'Into how many groups a language model puts random samples of the set, over how large these are: below 1 for few large groups, up to 10 where every demonstration stands alone.',
		),
	}),
	reasoningStyles: () => ({
		name: l10n.t('Styles of reasoning'),
		direction: 'higher',
		meaning: l10n.t(
			'How many of the listed ways of reasoning some demonstration shows, by the labels of a language model. The list is yours, in .demoscope.yaml.',
		),
	}),
	contextLength: () => ({
		name: l10n.t('Length'),
		direction: 'neither',
		meaning: l10n.t('Mean length of a demonstration. Longer ones leave less room for others.'),
	}),
	selfRepetition: () => ({
		name: l10n.t('Self-repetition'),
		direction: 'lower',
		meaning: l10n.t('How often runs of words come back in other demonstrations.'),
	}),
	ngramDiversity: () => ({
		name: l10n.t('Distinct n-grams'),
		direction: 'higher',
		meaning: l10n.t('Share of word runs of length 1 to 4 that are different from all others.'),
	}),
	compressionRatio: () => ({
		name: l10n.t('Compression'),
		direction: 'lower',
		meaning: l10n.t('How far gzip can shrink the text. Text that repeats itself shrinks further.'),
	}),
	ngramVendi: () => ({
		name: l10n.t('N-gram Vendi'),
		direction: 'higher',
		meaning: l10n.t(
			'Diversity counted by shared runs of 1 to 4 words instead of gradients: 1, all alike, to their number.',
		),
	}),
	embeddingVendi: () => ({
		name: l10n.t('Embedding Vendi'),
		direction: 'higher',
		meaning: l10n.t(
			'Diversity counted by what the demonstrations are about: by the probe’s embeddings instead of its gradients.',
		),
	}),
	blendedVendi: () => ({
		name: l10n.t('Blended Vendi'),
		direction: 'higher',
		meaning: l10n.t(
			'Diversity counted by gradients and embeddings together: keeps its contrast in small sets of free text, where G-Vendi comes close to the number of demonstrations.',
		),
	}),
	clusterSpread: () => ({
		name: l10n.t('Cluster spread'),
		direction: 'higher',
		meaning: l10n.t(
			'Share of the spread of the embeddings that is left inside clusters. Near 0, the set falls into a few groups.',
		),
	}),
	perplexityGap: () => ({
		name: l10n.t('Perplexity gap'),
		direction: 'neither',
		meaning: l10n.t('Difference between the perplexities of two probes over the same demonstrations.'),
	}),
	perplexity: () => ({
		name: l10n.t('Perplexity'),
		direction: 'neither',
		meaning: l10n.t(
			'How surprising the probe finds the scored tokens. Compare it only between sets read by the same probe.',
		),
	}),
} as const satisfies Record<string, () => Explanation>;

/** Findings by rule, in words. */
const ruleNames = {
	'near-duplicate': () => l10n.t('Near-duplicate'),
	'conflicting-label': () => l10n.t('Conflicting label'),
	'low-contribution': () => l10n.t('Low contribution'),
	'label-imbalance': () => l10n.t('Label imbalance'),
	'format-drift': () => l10n.t('Format drift'),
	'too-long': () => l10n.t('Too long'),
	'unverified-answer': () => l10n.t('Unverified answer'),
	'unknown-label': () => l10n.t('Unknown label'),
	inconsistent: () => l10n.t('Inconsistent'),
	'parse-error': () => l10n.t('Unreadable'),
} as const satisfies Record<RuleId, () => string>;

export function ruleName(rule: RuleId): string {
	return ruleNames[rule]();
}

export const directionWords: Readonly<Record<Direction, () => string>> = {
	higher: () => l10n.t('Higher is better.'),
	lower: () => l10n.t('Lower is better.'),
	neither: () => l10n.t('Neither high nor low is better by itself.'),
};
