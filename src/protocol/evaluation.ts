import * as z from 'zod/mini';
import { ledgerSchema } from './ledger';

/** Right answers, with the 95 % interval of their share (Wilson). */
const accuracySchema = z.object({
	correct: z.number(),
	total: z.number(),
	share: z.number(),
	low: z.number(),
	high: z.number(),
});

export type Accuracy = Readonly<z.infer<typeof accuracySchema>>;

/** A validation example that was answered wrongly. */
const evaluationErrorSchema = z.object({
	/** Of the validation set. */
	id: z.string(),
	/** Its place there, from 1 on. */
	number: z.number(),
	input: z.string(),
	expected: z.string(),
	/** `null` where no answer could be used. */
	answer: z.nullable(z.string()),
	/** Region of the demonstration that is nearest to it; `null` for sets too large for regions. */
	region: z.nullable(z.number()),
	/** Demonstrations nearest to it by the cosine of gradient sketches, nearest first. */
	nearest: z.array(z.object({ id: z.string(), number: z.number(), similarity: z.number() })),
	/** Ids of the demonstrations that the prompt showed, in their order. */
	shots: z.array(z.string()),
});

export type EvaluationError = Readonly<z.infer<typeof evaluationErrorSchema>>;

export const evaluationSchema = z.object({
	version: z.literal(1),
	file: z.string(),
	validation: z.string(),
	model: z.string(),
	retrieval: z.enum(['fixed', 'bm25', 'diverse']),
	/** Demonstrations in a prompt. */
	shots: z.number(),
	/** How answers are compared. */
	comparison: z.enum(['label', 'number', 'json', 'text']),
	/** Validation examples that could be asked, and those that were left out. */
	count: z.number(),
	leftOut: z.object({
		/** They have no output. */
		unanswered: z.number(),
		/** Their input stands in the set. */
		inSet: z.number(),
	}),
	/** Answers that could not be used, after having been asked for twice. They count as wrong. */
	unusable: z.number(),
	accuracy: accuracySchema,
	/** By the region of the nearest demonstration. */
	regions: z.array(z.object({ id: z.number(), name: z.string(), accuracy: accuracySchema })),
	/** By the expected output, where outputs are labels. */
	labels: z.nullable(z.array(z.object({ label: z.string(), accuracy: accuracySchema }))),
	errors: z.array(evaluationErrorSchema),
	/** Another version of the set on the same examples. */
	against: z.nullable(
		z.object({
			file: z.string(),
			accuracy: accuracySchema,
			both: z.number(),
			onlyThis: z.number(),
			onlyOther: z.number(),
			neither: z.number(),
			/** Two-sided, of McNemar's exact test. */
			pValue: z.number(),
		}),
	),
	ledger: ledgerSchema,
	/** Why it ended: all were asked, the budget, or a failure on the way, whose message says more. */
	stopped: z.object({ reason: z.enum(['complete', 'budget', 'failure']), message: z.optional(z.string()) }),
});

export type Evaluation = z.infer<typeof evaluationSchema>;
