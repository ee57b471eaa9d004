import * as z from 'zod/mini';
import { candidateSchema, rejectionReasons, synthesisSchema } from './candidate';
import { ledgerSchema } from './ledger';

const textsSchema = z.object({ input: z.string(), output: z.string() });

/** A candidate that waits for the author. */
export const pendingCandidateSchema = z.extend(candidateSchema, {
	/** Found in a region that was to be filled. */
	aimed: z.boolean(),
	/** The demonstration that it is to stand in the place of; its gain is that of the exchange. */
	replaces: z.optional(textsSchema),
	/** What the strategy wrote, where the author changed it. What was verified then is not verified any more. */
	original: z.optional(textsSchema),
	/** Changed and not measured since: the figures are those of the former text. */
	stale: z.optional(z.boolean()),
	/** Where it would lie on the map of the set that it was last measured against. */
	place: z.optional(z.object({ x: z.number(), y: z.number() })),
});

export type PendingCandidate = Readonly<z.infer<typeof pendingCandidateSchema>>;

/** One that was accepted: it may come back by an undo, or where a crash took it with it. */
export const acceptedCandidateSchema = z.extend(pendingCandidateSchema, {
	/** Whether it stood in the document when that was last looked at. */
	stood: z.boolean(),
	/** Whether the document was saved since. */
	saved: z.boolean(),
});

export type AcceptedCandidate = Readonly<z.infer<typeof acceptedCandidateSchema>>;

/** A proposal that is no candidate, or no longer. */
export const rejectedProposalSchema = z.object({
	...textsSchema.shape,
	strategy: z.string(),
	origin: z.string(),
	/** What a check found, or that the author did not want it. */
	reason: z.union([z.enum(rejectionReasons), z.literal('author')]),
	/** More of it, for people: the author's own words. */
	detail: z.optional(z.string()),
});

export type RejectedProposal = Readonly<z.infer<typeof rejectedProposalSchema>>;

/** Where candidates came from. */
export const reviewRunSchema = z.object({
	strategy: z.string(),
	/** The pool's name or the model's. */
	source: z.string(),
	considered: z.number(),
	/** Candidates that it gave. */
	found: z.number(),
	/** The rest only where a language model was asked. */
	unusable: z.optional(z.number()),
	ledger: z.optional(ledgerSchema),
	stopped: z.optional(synthesisSchema.shape.stopped),
});

/** Everything that waits for the author of one document, and what became of the rest. */
export const reviewSchema = z.object({
	version: z.literal(2),
	/** G-Vendi of the set as it is, and with every candidate added that replaces none. */
	gVendi: z.object({ before: z.number(), after: z.number() }),
	candidates: z.array(pendingCandidateSchema),
	/** Latest first. */
	rejected: z.array(rejectedProposalSchema),
	runs: z.array(reviewRunSchema),
});

export type Review = z.infer<typeof reviewSchema>;
