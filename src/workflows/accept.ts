import type { TextEdit } from '../base/textRange';
import type { NewDemonstration } from '../demonstrations/demonstration';
import { insertBefore } from '../demonstrations/insertBefore';
import type { InspectedSet } from './inspect';

/**
 * The edits that put accepted candidates into the set's document, as one step: before the demonstration with the id
 * `before`, or where the format adds.
 */
export function acceptEdits(
	inspected: InspectedSet,
	candidates: readonly NewDemonstration[],
	before?: string,
): readonly TextEdit[] {
	const { document, format, set, options } = inspected;
	const additions = candidates.map(({ input, output }) => ({ input, output }));
	return before === undefined
		? format.insert(document, set, additions, options)
		: insertBefore(format, document, set, additions, before, options);
}

/** The edits that take one demonstration out of the set's document. */
export function removeEdits({ document, format, set }: InspectedSet, id: string): readonly TextEdit[] {
	return format.remove(document, set, id);
}
