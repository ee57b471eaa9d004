import * as l10n from '@vscode/l10n';
import { UserError } from '../base/errors';
import { changeBetween } from '../base/textChange';
import { applyEdits, type TextEdit } from '../base/textRange';
import type { Demonstration, DemonstrationSet, NewDemonstration } from './demonstration';
import { cannotInsert } from './edits';
import type { Format, ParseOptions, SourceDocument } from './format';
import { says, sayTheSame, textsOf } from './says';

/**
 * Edits that put demonstrations before the one with the id `before`.
 *
 * The format writes them where it always does. From there they go to their place in one of two ways: as they are
 * written, with the space that the format has put before them; or by `reorder`, in which every later demonstration
 * goes to the place of the next one, and numbers and parallel lists stay in step. The first way moves nothing else, so
 * it is preferred where more than space of one kind stands between the demonstrations: a comment, say.
 *
 * @param set what `parse` gave for the same document and options
 * @throws {UserError} `format.cannotInsert`: the file has no such place, or would say something else
 */
export function insertBefore(
	format: Format,
	document: SourceDocument,
	set: DemonstrationSet,
	additions: readonly NewDemonstration[],
	before: string,
	given?: ParseOptions,
): readonly TextEdit[] {
	const { text } = document;
	const options = set.name === undefined ? given : { ...given, set: set.name };
	const index = set.demonstrations.findIndex(({ id }) => id === before);
	const next = set.demonstrations[index];
	if (next === undefined) {
		throw cannotInsert(l10n.t('the demonstration that is to follow is not there. Read the file again'));
	}
	const writing = (wanted: readonly NewDemonstration[]): Writing => {
		const edited = { ...document, text: applyEdits(text, format.insert(document, set, wanted, options)) };
		const grown = format.parse(edited, options);
		const first = firstAdded(set, grown);
		const others = grown.demonstrations.toSpliced(first, wanted.length);
		return { document: edited, grown, added: grown.demonstrations.slice(first, first + wanted.length), others };
	};
	const written = writing(additions);
	const order = written.others.toSpliced(index, 0, ...written.added);
	const expected = set.demonstrations.map(textsOf).toSpliced(index, 0, ...written.added.map(textsOf));

	const asWritten = (): string | undefined => {
		// One more than wanted shows what the format puts between two of them.
		const { document: longer, added } = writing([...additions, ...additions.slice(0, 1)]);
		const [first] = added;
		const last = added[additions.length];
		const { start } = next.span;
		return first === undefined || last === undefined
			? undefined
			: text.slice(0, start) + longer.text.slice(first.span.start, last.span.start) + text.slice(start);
	};
	const byReorder = (): string | undefined => {
		const ids = order.map(({ id }) => id);
		try {
			return applyEdits(written.document.text, format.reorder(written.document, written.grown, ids, options));
		} catch (error) {
			if (UserError.is(error, 'format.cannotReorder')) {
				return undefined;
			}
			throw error;
		}
	};
	const isWanted = (result: string): boolean => {
		const after = format.parse({ ...document, text: result }, options);
		return (
			says(after, expected) &&
			after.problems.length <= set.problems.length &&
			after.task?.text === written.grown.task?.text
		);
	};
	const ways = isEvenlySpaced(written) ? [byReorder, asWritten] : [asWritten, byReorder];
	for (const way of ways) {
		const result = way();
		if (result !== undefined && isWanted(result)) {
			return editsBetween(text, result);
		}
	}
	throw cannotInsert(
		l10n.t(
			'before this demonstration the file has no place for others that says just this. Add them at the end, or write them by hand',
		),
	);
}

/** A document to which the format has added demonstrations. */
interface Writing {
	readonly document: SourceDocument;
	readonly grown: DemonstrationSet;
	readonly added: readonly Demonstration[];
	readonly others: readonly Demonstration[];
}

/** The place of the first demonstration that a set has got. */
function firstAdded({ demonstrations }: DemonstrationSet, grown: DemonstrationSet): number {
	const differs = (demonstration: Demonstration, index: number) => {
		const former = demonstrations[index];
		return former === undefined || !sayTheSame(textsOf(demonstration), textsOf(former));
	};
	return grown.demonstrations.findIndex(differs);
}

function isEvenlySpaced({ document: { text }, grown: { demonstrations } }: Writing): boolean {
	const spaces = new Set<string>();
	demonstrations.forEach(({ span }, index) => {
		const previous = demonstrations[index - 1];
		if (previous !== undefined) {
			spaces.add(text.slice(previous.span.end, span.start));
		}
	});
	return spaces.size === 1;
}

function editsBetween(before: string, after: string): readonly TextEdit[] {
	const change = changeBetween(before, after);
	return change === undefined
		? []
		: [{ span: { start: change.start, end: change.oldEnd }, newText: after.slice(change.start, change.newEnd) }];
}
