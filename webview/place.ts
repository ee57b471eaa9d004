import * as z from 'zod/mini';
import { sortColumns } from './views/tableRows';

/** A candidate's text as the author is writing it. */
const draftSchema = z.object({ id: z.string(), input: z.string(), output: z.string() });

export type Draft = Readonly<z.infer<typeof draftSchema>>;

const placeSchema = z.object({
	/** The file that the selection and the region belong to. */
	file: z.nullable(z.string()),
	/** The selected demonstration. */
	selected: z.nullable(z.string()),
	/** The region that the map and the table are narrowed to. */
	region: z.nullable(z.number()),
	sort: z.object({ column: z.enum(sortColumns), descending: z.boolean() }),
	twins: z.boolean(),
	/** Not yet saved. */
	draft: z._default(z.nullable(draftSchema), null),
});

/** Where the user is: all that outlives a reload of the page. */
export type Place = z.infer<typeof placeSchema>;

export const nowhere: Place = {
	file: null,
	selected: null,
	region: null,
	sort: { column: 'id', descending: false },
	twins: false,
	draft: null,
};

/** The remembered place, or the start where nothing usable was remembered. */
export function parsePlace(remembered: unknown): Place {
	const parsed = placeSchema.safeParse(remembered);
	return parsed.success ? parsed.data : nowhere;
}
