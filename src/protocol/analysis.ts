import * as z from 'zod/mini';
import { ledgerSchema } from './ledger';
import { leadingMeasures, losses } from './measures';

/** What one analysis says: plain data for the command line's JSON, the editor, the panel and the report. */

const position = z.object({ line: z.number(), character: z.number() });
const range = z.object({ start: position, end: position });

export const findingSchema = z.object({
	rule: z.enum([
		'near-duplicate',
		'low-contribution',
		'conflicting-label',
		'unknown-label',
		'label-imbalance',
		'format-drift',
		'inconsistent',
		'too-long',
		'unverified-answer',
		'parse-error',
	]),
	severity: z.enum(['error', 'warning', 'information', 'hint']),
	/** The demonstration it is about; none for a stretch that could not be read, or where it is about the whole set. */
	demonstration: z.optional(z.string()),
	range,
	message: z.string(),
	/** Ids of other demonstrations that it involves. */
	related: z.array(z.string()),
});

export const demonstrationViewSchema = z.object({
	id: z.string(),
	range,
	/** Input and output, clipped for showing. */
	input: z.string(),
	output: z.string(),
	/** Everything below is absent where the probe did not read the set. */
	tokens: z.optional(z.number()),
	truncated: z.optional(z.boolean()),
	/** G-Vendi of the set minus G-Vendi without it. */
	contribution: z.optional(z.number()),
	/** The nearest other demonstration by cosine of gradient sketches. */
	twin: z.optional(z.object({ id: z.string(), similarity: z.number() })),
	vScore: z.optional(z.object({ bits: z.number(), bitsPerToken: z.number() })),
	/** Probability that it belongs to the task definition and not to another, 0..1; only where `inconsistent` is on. */
	fit: z.optional(z.number()),
	region: z.optional(z.number()),
	/** Place on the map; axes have no unit. */
	place: z.optional(z.object({ x: z.number(), y: z.number() })),
});

export const regionViewSchema = z.object({
	id: z.number(),
	name: z.string(),
	size: z.number(),
	sparse: z.boolean(),
});

/** Scores of sets of one size. */
const randomSets = { mean: z.number(), lowest: z.number(), highest: z.number(), draws: z.number() };

export const poolMarksSchema = z.object({
	/** File of the pool, the demonstrations in it, and how many of them were read. */
	pool: z.string(),
	count: z.number(),
	read: z.number(),
	/** Of as many demonstrations as the set has, drawn from those without replacement. */
	...randomSets,
});

export const scoresSchema = z.object({
	/** Effective number of different demonstrations, 1..n. */
	gVendi: z.number(),
	/** Vendi scores of order 0.5, 1, 2 and infinity over the same kernel. */
	vendi: z.object({ '0.5': z.number(), '1': z.number(), '2': z.number(), inf: z.number() }),
	/** What to read `gVendi` against; `null` for one demonstration, and where there are too many to compare. */
	marks: z.nullable(
		z.object({
			/** Of as many demonstrations, drawn from these with replacement. */
			resampled: z.object(randomSets),
			/** With the one that contributes least in it twice. */
			doubled: z.number(),
			/** Only where there is a pool. */
			pool: z.optional(poolMarksSchema),
		}),
	),
	/** Which measure of diversity is shown first, its value, and what chose it. */
	leading: z.object({
		measure: z.enum(leadingMeasures),
		value: z.number(),
		by: z.enum(['outputs', 'configuration', 'setting', 'option']),
	}),
	/** `null` without a task definition. */
	consistency: z.nullable(z.object({ medianBitsPerToken: z.number(), meanBits: z.number() })),
});

export const surfaceSchema = z.object({
	/** Mean tokens (probe's tokenizer) of a demonstration; words where no probe read the set. */
	contextLength: z.number(),
	/** These two are `null` where there are too many to count. */
	selfRepetition: z.nullable(z.number()),
	ngramDiversity: z.nullable(z.object({ '1': z.number(), '2': z.number(), '3': z.number(), '4': z.number() })),
	compressionRatio: z.number(),
	/** Of the probe over the scored tokens; `null` without a probe. */
	perplexity: z.nullable(z.number()),
	/** Difference from the perplexity of a second probe; `null` without one. */
	perplexityGap: z.nullable(z.number()),
	/** Vendi scores over n-grams and over the probe's embeddings, 1..n; `null` where there are too many to compare. */
	ngramVendi: z.nullable(z.number()),
	embeddingVendi: z.nullable(z.number()),
	/** Over gradients and embeddings together, of order ½. */
	blendedVendi: z.nullable(z.number()),
	/** Share of the embeddings' spread that k-means leaves within its clusters, 0..1. */
	clusterSpread: z.nullable(z.number()),
});

export const coverageSchema = z.object({
	/** File of the validation set, and its size. */
	validation: z.string(),
	count: z.number(),
	/** How many of its examples were read: all, or a random sample of a large one. */
	read: z.number(),
	/** Share of those that some demonstration is near to, 0..1. */
	share: z.number(),
	/** Cosine above which an example is covered: the median of the set's own twins. */
	threshold: z.number(),
	/** The farthest of the uncovered ones, with the demonstration nearest to each. */
	uncovered: z.array(
		z.object({
			id: z.string(),
			/** In the validation file. */
			range,
			input: z.string(),
			output: z.string(),
			nearest: z.object({ id: z.string(), similarity: z.number() }),
		}),
	),
});

export const linearStudentSchema = z.object({
	/** File of the validation set, and its size. */
	validation: z.string(),
	count: z.number(),
	/** Share of its examples whose label the student finds, 0..1, with the 95 % interval (Wilson). */
	accuracy: z.number(),
	interval: z.object({ low: z.number(), high: z.number() }),
	/** Different labels among the demonstrations. */
	labels: z.number(),
	/** Examples whose label no demonstration has. */
	unknown: z.number(),
	/** Accuracy of whoever always gives the label that most demonstrations have. */
	baseline: z.number(),
});

export const llmClusterSchema = z.object({
	/** Mean clusters over mean size: from 1/K for one cluster of K samples to K. */
	score: z.number(),
	standardError: z.nullable(z.number()),
	clusters: z.number(),
	size: z.number(),
	groupings: z.number(),
	/** Answers that could not be used; they count nowhere. */
	unusable: z.number(),
	model: z.string(),
	criteria: z.array(z.string()),
	ledger: ledgerSchema,
});

/** Ways of reasoning that a language model finds in the demonstrations. */
export const reasoningStylesSchema = z.object({
	/** Share of the styles that some demonstration shows, 0..1. */
	share: z.number(),
	/** Every style that was looked for, with the ids of the demonstrations that show it. */
	styles: z.array(z.object({ name: z.string(), demonstrations: z.array(z.string()) })),
	/** Those that no demonstration shows. */
	missing: z.array(z.string()),
	/** Demonstrations that were labelled: fewer than all where the budget or an answer did not allow more. */
	labelled: z.number(),
	/** Demonstrations whose answers could not be used; they count nowhere. */
	unusable: z.number(),
	model: z.string(),
	ledger: ledgerSchema,
});

/** V-Scores by a language model instead of the probe; `null` for what could not be scored. */
export const llmConsistencySchema = z.object({
	model: z.string(),
	consistency: z.nullable(z.object({ medianBitsPerToken: z.number(), meanBits: z.number() })),
	demonstrations: z.array(
		z.object({ id: z.string(), vScore: z.nullable(z.object({ bits: z.number(), bitsPerToken: z.number() })) }),
	),
});

/** How far a measure can be trusted with the probe that read the set. */
const measureTrustSchema = z.object({
	/** `indicative`: measured and found wanting; `unmeasured` counts as no better. */
	level: z.enum(['trusted', 'indicative', 'unmeasured']),
	/** For people: what was found, in figures. */
	reason: z.string(),
});

export const trustSchema = z.object({
	/** G-Vendi and what follows from the same gradients: contributions, twins, regions, gains. */
	diversity: measureTrustSchema,
	/** The V-Score. */
	consistency: measureTrustSchema,
	/** The fit to the task, on which the rule `inconsistent` rests. */
	fit: measureTrustSchema,
});

export const analysisSchema = z.object({
	version: z.literal(1),
	file: z.string(),
	/** Id of the format, and its name for people. */
	format: z.string(),
	formatTitle: z.string(),
	task: z.nullable(z.object({ text: z.string(), source: z.enum(['file', 'sidecar', 'option', 'configuration']) })),
	/** `null` where the probe could not read the set; `notices` then says why. */
	probe: z.nullable(
		z.object({
			id: z.string(),
			revision: z.string(),
			parameters: z.number(),
			provider: z.string(),
			/** Which tokens the gradient's loss counts. */
			loss: z.enum(losses),
			sketchDimension: z.number(),
		}),
	),
	/** `null` where no probe read the set. */
	trust: z.nullable(trustSchema),
	count: z.number(),
	scores: z.nullable(scoresSchema),
	surface: z.nullable(surfaceSchema),
	/** Only where there is a validation set. */
	coverage: z.optional(coverageSchema),
	/** Only where there is a validation set and outputs are labels. */
	linearStudent: z.optional(linearStudentSchema),
	/** Only where a language model was asked for it. */
	llmCluster: z.optional(llmClusterSchema),
	reasoningStyles: z.optional(reasoningStylesSchema),
	llmConsistency: z.optional(llmConsistencySchema),
	/** Entropy over distinct short outputs as a share of its maximum, 0..1; `null` where outputs are not labels. */
	labelBalance: z.nullable(z.number()),
	demonstrations: z.array(demonstrationViewSchema),
	regions: z.array(regionViewSchema),
	findings: z.array(findingSchema),
	/** What limits this analysis, in sentences for people. */
	notices: z.array(z.string()),
});

export type Trust = z.infer<typeof trustSchema>;
export type Analysis = z.infer<typeof analysisSchema>;
export type DemonstrationView = z.infer<typeof demonstrationViewSchema>;
export type RegionView = z.infer<typeof regionViewSchema>;
export type PoolMarks = z.infer<typeof poolMarksSchema>;
export type Coverage = z.infer<typeof coverageSchema>;
export type LinearStudentView = z.infer<typeof linearStudentSchema>;
export type ReasoningStyles = z.infer<typeof reasoningStylesSchema>;
export type Scores = z.infer<typeof scoresSchema>;
export type SurfaceMetrics = z.infer<typeof surfaceSchema>;
export type Finding = z.infer<typeof findingSchema>;

/** Each finding asks for the numbers of its set, and a set may have hundreds. */
const knownNumbers = new WeakMap<readonly { readonly id: string }[], ReadonlyMap<string, number>>();

/** What people call each demonstration, by id: its place in the set, from 1 on. Ids stay when places change. */
export function numbersOf(demonstrations: readonly { readonly id: string }[]): ReadonlyMap<string, number> {
	let numbers = knownNumbers.get(demonstrations);
	if (numbers === undefined) {
		numbers = new Map(demonstrations.map(({ id }, index) => [id, index + 1]));
		knownNumbers.set(demonstrations, numbers);
	}
	return numbers;
}

export type RuleId = Finding['rule'];
export type Severity = Finding['severity'];
