import * as z from 'zod/mini';
import { suggestionsSchema } from '../protocol/candidate';
import { pendingCandidateSchema, reviewSchema } from '../protocol/review';
import { emptyReview, withSuggestions, type KeptReview } from '../workflows/review/reviewList';

const keptSchema = z.extend(reviewSchema, { accepted: z.array(pendingCandidateSchema) });

/** What was kept, also by the versions that knew candidates from pools alone; nothing where it has another shape. */
export function readKept(kept: unknown): KeptReview | undefined {
	const { data } = keptSchema.safeParse(kept);
	if (data !== undefined) {
		return data;
	}
	const { data: suggestions } = suggestionsSchema.safeParse(kept);
	return suggestions === undefined
		? undefined
		: withSuggestions(emptyReview, suggestions, new Set(suggestions.candidates.map(({ region }) => region)));
}
