import * as z from 'zod/mini';

/** What a run used of a language model. Tokens are the server's count where it gives one, and else an estimate. */
export const ledgerSchema = z.object({
	calls: z.number(),
	tokens: z.number(),
	promptTokens: z.number(),
	answerTokens: z.number(),
	/** In the currency of the price; only where a price was set. */
	cost: z.optional(z.number()),
});

export type Ledger = Readonly<z.infer<typeof ledgerSchema>>;
