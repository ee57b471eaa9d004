import * as l10n from '@vscode/l10n';
import { UserError } from '../base/errors';
import { applyEdits, type Span, type TextEdit } from '../base/textRange';
import type { DemonstrationSet } from './demonstration';
import type { Format, ParseOptions, SourceDocument } from './format';
import { titleOf } from './formatTitle';
import { says, textsOf } from './says';

/** More than so many are not taken out one after another, each with a new reading of the file. */
const mostSingleRemovals = 200;

/**
 * The text of a document in which only these demonstrations stand, in the order given, each as it is written there.
 *
 * @throws {UserError} `format.cannotKeep`: the format cannot take the others away; and what it throws itself
 */
export function keepOnly(
	format: Format,
	document: SourceDocument,
	set: DemonstrationSet,
	ids: readonly string[],
	given?: ParseOptions,
): string {
	const options = set.name === undefined ? given : { ...given, set: set.name };
	const kept = new Set(ids);
	const others = set.demonstrations.map(({ id }) => id).filter(id => !kept.has(id));
	// The others go first: what is taken from the beginning of a list leaves no separator behind.
	const edits = format.reorder(document, set, [...others, ...ids], options);
	const ordered = { ...document, text: applyEdits(document.text, edits) };
	const byId = new Map(set.demonstrations.map(demonstration => [demonstration.id, textsOf(demonstration)]));
	const expected = ids.map(id => byId.get(id) ?? []);
	const isWanted = (text: string): boolean => {
		const after = format.parse({ ...document, text }, options);
		return says(after, expected) && after.problems.length <= set.problems.length;
	};
	const text = removeTogether(format, ordered, others.length, options);
	if (isWanted(text)) {
		return text;
	}
	const cut = others.length > mostSingleRemovals ? text : removeOneByOne(format, ordered, others.length, options);
	if (!isWanted(cut)) {
		throw new UserError(
			'format.cannotKeep',
			l10n.t(
				'The other demonstrations cannot be taken out of this file ({0}) without changing what is left. Write the selection as a new file of another format.',
				titleOf(format),
			),
		);
	}
	return cut;
}

function removeTogether(
	format: Format,
	document: SourceDocument,
	count: number,
	options: ParseOptions | undefined,
): string {
	const set = format.parse(document, options);
	const edits = set.demonstrations.slice(0, count).flatMap(({ id }) => format.remove(document, set, id));
	return applyEdits(document.text, merged(edits));
}

function removeOneByOne(
	format: Format,
	document: SourceDocument,
	count: number,
	options: ParseOptions | undefined,
): string {
	let { text } = document;
	for (let left = count; left > 0; left--) {
		const now = { ...document, text };
		const set = format.parse(now, options);
		text = applyEdits(text, format.remove(now, set, set.demonstrations[0]?.id ?? ''));
	}
	return text;
}

/** Removals that overlap or touch become one. */
function merged(edits: readonly TextEdit[]): readonly TextEdit[] {
	const spans: Span[] = [];
	for (const { span } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
		const last = spans.at(-1);
		if (last !== undefined && span.start <= last.end) {
			spans[spans.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
		} else {
			spans.push(span);
		}
	}
	return spans.map(span => ({ span, newText: '' }));
}
