import * as z from 'zod/mini';

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
	/** Region whose centre is nearest to it. */
	region: z.number(),
	/** Cosine of gradient sketches with the nearest demonstration of the set. */
	similarity: z.number(),
	vScore: z.nullable(z.object({ bits: z.number(), bitsPerToken: z.number() })),
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
