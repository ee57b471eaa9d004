import * as z from 'zod/mini';

/** What a saved document scored. */
export const scoreRecordSchema = z.object({
	/** When it was saved, in milliseconds since 1970. */
	time: z.number(),
	/** SHA-256 of the saved text, in hexadecimal digits. */
	hash: z.string(),
	/** Demonstrations. */
	count: z.number(),
	/** G-Vendi, 1..count. */
	gVendi: z.number(),
	/** G-Vendi over count, 0..1. */
	share: z.number(),
	/** Median V-Score in bits per token; `null` without a task definition. */
	consistency: z.nullable(z.number()),
	/** Of the measures of the surface those that a change shows in; as in the analysis. */
	surface: z.nullable(
		z.object({
			contextLength: z.number(),
			compressionRatio: z.number(),
			ngramVendi: z.nullable(z.number()),
			perplexity: z.nullable(z.number()),
		}),
	),
	/** Probe, its revision and the loss that it read by. Scores by another reader do not compare. */
	reader: z.string(),
});

export type ScoreRecord = Readonly<z.infer<typeof scoreRecordSchema>>;

/** The saves of one document, oldest first, as they are kept. */
export const scoreHistorySchema = z.object({ version: z.literal(1), records: z.array(scoreRecordSchema) });
