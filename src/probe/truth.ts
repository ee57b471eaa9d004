import * as z from 'zod/mini';

/** Spearman's correlation of G-Vendi with the number of different groups in a set, by the loss of the readings. */
const correlations = z.object({ completion: z.number(), joint: z.number(), both: z.number() });

/**
 * What a probe's measures were found to be worth on tasks and texts that its training has not seen: the `truth.json`
 * beside a checkpoint, written by `bench/truth`.
 */
export const truthSchema = z.object({
	version: z.literal(1),
	/** Of the checkpoint that was measured. */
	revision: z.string(),
	/** V-Score of the same demonstrations under the right and under a wrong task definition, as the product takes it. */
	consistency: z.object({
		tasks: z.number(),
		pairs: z.number(),
		/** How often the right definition scores higher. */
		pairedAccuracy: z.number(),
		auc: z.number(),
		/** The best of the measures that need no V-Score, on the same pairs. */
		rival: z.object({ name: z.string(), pairedAccuracy: z.number() }),
		/** The fit to the task, on the same pairs; absent where it was not measured. */
		fit: z.optional(z.object({ pairedAccuracy: z.number(), auc: z.number() })),
	}),
	/** The lowest over all ladders of sets whose outputs are labels, and over those of others. */
	diversity: z.object({ labels: correlations, other: correlations }),
});

export type Truth = z.infer<typeof truthSchema>;
