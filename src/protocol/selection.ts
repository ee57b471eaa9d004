import * as z from 'zod/mini';

/** The best few of a set, in the order in which they are to be written. */
export const selectionSchema = z.object({
	version: z.literal(1),
	file: z.string(),
	/** Demonstrations in the file, and how many of them were left out: for their consistency, or for an output that is not allowed. */
	count: z.number(),
	inconsistent: z.number(),
	disallowed: z.number(),
	gVendi: z.object({
		/** Of those chosen. */
		chosen: z.number(),
		/** Of random choices of as many, from the same demonstrations. */
		random: z.object({ mean: z.number(), lowest: z.number(), highest: z.number(), draws: z.number() }),
	}),
	demonstrations: z.array(
		z.object({
			id: z.string(),
			input: z.string(),
			output: z.string(),
			/** When it was chosen, from 1 on, and what it added to the G-Vendi of those chosen before it. */
			rank: z.number(),
			gain: z.number(),
			vScore: z.nullable(z.object({ bits: z.number(), bitsPerToken: z.number() })),
		}),
	),
});

export type Selection = z.infer<typeof selectionSchema>;
