import * as z from 'zod/mini';

/** Demonstrations that one answer may hold: more than were asked for are a model that runs on. */
const mostInAnswer = 20;

/** Demonstrations as a model writes them. */
export const proposalsSchema = z.strictObject({
	demonstrations: z.array(z.object({ input: z.string(), output: z.string() })).check(z.maxLength(mostInAnswer)),
});
