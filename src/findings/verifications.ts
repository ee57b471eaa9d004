import * as z from 'zod/mini';
import { candidateSchema, type Verification } from '../protocol/candidate';
import type { FindingContext } from './rule';

/** What is read of a line of `FILE.provenance.jsonl`; the rest is for others. */
const recordSchema = z.object({
	demonstration: z.string(),
	/** Only of what a language model wrote. */
	model: z.string(),
	verification: candidateSchema.shape.verification,
	/** Whether a person changed it before accepting it, and so answers for it. */
	edited: z.optional(z.boolean()),
});

/**
 * How the outputs of accepted candidates were checked, from the text of the file beside their set. Lines that say nothing of it
 * are passed over; of several lines about one text the last counts.
 */
export function verificationsIn(text: string): NonNullable<FindingContext['verifications']> {
	const verifications = new Map<string, Verification | null>();
	for (const line of text.split('\n')) {
		const { data } = recordSchema.safeParse(parsed(line));
		if (data?.edited === true) {
			verifications.delete(data.demonstration);
		} else if (data !== undefined) {
			verifications.set(data.demonstration, data.verification ?? null);
		}
	}
	return verifications;
}

function parsed(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}
