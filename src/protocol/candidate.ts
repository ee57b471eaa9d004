import * as z from 'zod/mini';
import { ledgerSchema } from './ledger';

/** Of what a language model wrote: which model, a hash of the whole prompt, and the ids of the examples in it. */
const provenanceSchema = z.object({ model: z.string(), prompt: z.string(), parents: z.array(z.string()) });

export type Provenance = Readonly<z.infer<typeof provenanceSchema>>;

/** How a candidate's output was checked: answers that a language model gave without seeing it, and how many agree. */
const verificationSchema = z.object({
	comparison: z.enum(['label', 'number', 'json', 'text', 'judge']),
	agreed: z.number(),
	asked: z.number(),
});

export type Verification = Readonly<z.infer<typeof verificationSchema>>;

/** A proposed demonstration, not yet accepted. */
export const candidateSchema = z.object({
	id: z.string(),
	input: z.string(),
	output: z.string(),
	/** Which strategy proposed it and from what: `pool`, "gsm8k-train.jsonl:812". */
	strategy: z.string(),
	origin: z.string(),
	/** G-Vendi of the set with it (and with the candidates ranked above it) minus without it. */
	gain: z.number(),
	/** Region of the demonstration that is nearest to it. */
	region: z.number(),
	/** Cosine of gradient sketches with the nearest demonstration of the set. */
	similarity: z.number(),
	vScore: z.nullable(z.object({ bits: z.number(), bitsPerToken: z.number() })),
	/** Of a candidate that a language model wrote. */
	provenance: z.optional(provenanceSchema),
	/** Left out where the output was not checked. */
	verification: z.optional(verificationSchema),
	/** Where it lies outside the regions to fill, and makes up the number because too few fell into them. */
	offTarget: z.optional(z.literal(true)),
});

export type Candidate = z.infer<typeof candidateSchema>;

export const suggestionsSchema = z.object({
	version: z.literal(1),
	file: z.string(),
	pool: z.string(),
	/** Pool entries that were read. */
	considered: z.number(),
	/** G-Vendi of the set as it is, and with every candidate added. */
	gVendi: z.object({ before: z.number(), after: z.number() }),
	candidates: z.array(candidateSchema),
});

export type Suggestions = z.infer<typeof suggestionsSchema>;

/**
 * Why a proposal became no candidate. By its text: `empty`, `too-long`, `unreadable`, `refusal`, of another `form` than the outputs of the
 * set. By likeness: the same input (`duplicate`) or nearly the same gradient (`near-duplicate`) as what is there, or as an
 * example of the `validation` set. By the task definition: less consistent with it than the lower quarter of the set
 * (`inconsistent`). By the strategy: not in a sparse region (`off-target`, Prismatic Synthesis), not drawn
 * (`not-sampled`, V-Synthesis). By its answer: `unverified`, or `unchecked` where the budget ended first. By its use: the
 * file cannot hold it (`cannot-insert`), it does not raise G-Vendi (`no-gain`), or enough were better (`surplus`).
 */
export const rejectionReasons = [
	'empty',
	'too-long',
	'unreadable',
	'refusal',
	'form',
	'duplicate',
	'near-duplicate',
	'validation',
	'inconsistent',
	'off-target',
	'not-sampled',
	'unverified',
	'unchecked',
	'cannot-insert',
	'no-gain',
	'surplus',
] as const;

export type RejectionReason = (typeof rejectionReasons)[number];

const rejectedSchema = z.object({
	input: z.string(),
	output: z.string(),
	origin: z.string(),
	reason: z.enum(rejectionReasons),
	/** More of it, for people. */
	detail: z.optional(z.string()),
});

export type Rejected = Readonly<z.infer<typeof rejectedSchema>>;

/** What a language model proposed, and what became of it. */
export const synthesisSchema = z.object({
	version: z.literal(1),
	/** `null` where there was nothing but a task definition. */
	file: z.nullable(z.string()),
	strategy: z.string(),
	model: z.string(),
	/** Proposals that were looked at. */
	considered: z.number(),
	/** Answers that could not be used, after having been asked for twice. */
	unusable: z.number(),
	rounds: z.number(),
	/** What was used: calls, and tokens of prompts and answers. */
	ledger: ledgerSchema,
	/**
	 * Why it ended: as many as were wanted, the budget, twenty calls in a row with next to no gain, a strategy that has no more to
	 * propose, or a failure on the way, whose message says more.
	 */
	stopped: z.object({
		reason: z.enum(['enough', 'budget', 'no-gain', 'exhausted', 'failure']),
		message: z.optional(z.string()),
	}),
	/** G-Vendi of the set as it is, and with every candidate added. */
	gVendi: z.object({ before: z.number(), after: z.number() }),
	/** Median V-Score in bits per token, likewise; `null` where there is none. */
	consistency: z.object({ before: z.nullable(z.number()), after: z.nullable(z.number()) }),
	candidates: z.array(candidateSchema),
	rejected: z.array(rejectedSchema),
});

export type Synthesis = z.infer<typeof synthesisSchema>;
