import * as l10n from '@vscode/l10n';
import { applyEdits, type Span, type TextEdit } from '../base/textRange';
import type { Demonstration, DemonstrationSet, Field, NewDemonstration } from './demonstration';
import { cannotReorder, cannotReplace } from './edits';
import type { Format, ParseOptions, SourceDocument } from './format';
import { splitInput } from './inputParts';
import { says, textsOf, type Texts } from './says';

/**
 * Writes a text in the place of a field.
 *
 * @throws {UserError} `format.cannotReplace`: it cannot stand there
 */
export type WriteField = (field: Field, value: string, demonstration: Demonstration) => TextEdit;

/** What rewriting needs to know of a format. */
export interface RewritingOptions {
	readonly parse: Format['parse'];
	readonly writerFor: (document: SourceDocument) => WriteField;
	/** What the format makes of a text that is written; the text itself, if this is not given. */
	readonly readBack?: (text: string) => string;
	/** The stretches that change places when demonstrations do; the demonstration's span, if this is not given. */
	readonly placesOf?: (text: string, demonstration: Demonstration) => readonly Span[];
	/** What stands at `span` as it is written in the place of another demonstration; as it is, if this is not given. */
	readonly moved?: (text: string, span: Span, from: Demonstration, to: Demonstration) => string;
}

/** Replacing and reordering for a format. Both read the file again, and refuse what it would not say as asked. */
export function rewriting({
	parse,
	writerFor,
	readBack = text => text,
	placesOf = (_, { span }) => [span],
	moved = (text, { start, end }) => text.slice(start, end),
}: RewritingOptions): Pick<Format, 'replace' | 'reorder'> {
	return { replace, reorder };

	function replace(
		document: SourceDocument,
		set: DemonstrationSet,
		id: string,
		{ input, output }: NewDemonstration,
		options?: ParseOptions,
	): readonly TextEdit[] {
		const former = set.demonstrations.find(demonstration => demonstration.id === id);
		if (former === undefined) {
			return [];
		}
		if (former.output === undefined && output !== '') {
			throw cannotReplace(l10n.t('the file has no place for its output. Write the output by hand'));
		}
		const write = writerFor(document);
		const edits = [
			...fieldEdits(former, former.input, input, write),
			...(former.output === undefined ? [] : fieldEdits(former, former.output, output, write)),
		];
		const expected = set.demonstrations.map(demonstration =>
			demonstration === former
				? [readBack(input), former.output && readBack(output), former.rationale?.text]
				: textsOf(demonstration),
		);
		if (!wouldSay(document, set, edits, expected, options)) {
			throw cannotReplace(
				l10n.t(
					'the file would then be read differently, because of how the text looks or because others share its source. Reword it, or change the file by hand',
				),
			);
		}
		return edits;
	}

	function reorder(
		document: SourceDocument,
		set: DemonstrationSet,
		ids: readonly string[],
		options?: ParseOptions,
	): readonly TextEdit[] {
		const { text } = document;
		const { demonstrations } = set;
		const byId = new Map(demonstrations.map(demonstration => [demonstration.id, demonstration]));
		const order = [...new Set(ids)].map(id => byId.get(id)).filter(demonstration => demonstration !== undefined);
		if (order.length !== demonstrations.length || ids.length !== order.length) {
			throw cannotReorder(l10n.t('the order must name each of them once. Read the file again'));
		}
		if (order.every((demonstration, index) => demonstration === demonstrations[index])) {
			return [];
		}
		const edits = demonstrations.flatMap((to, index) => {
			const from = order[index] ?? to;
			const sources = placesOf(text, from);
			return placesOf(text, to).map((span, place) => ({
				span,
				newText: moved(text, sources[place] ?? span, from, to),
			}));
		});
		const spans = edits.map(({ span }) => span).sort((a, b) => a.start - b.start);
		if (spans.some(({ start }, index) => start < (spans[index - 1]?.end ?? 0))) {
			throw cannotReorder(l10n.t('some of them share their source. Change the order by hand'));
		}
		const changes = edits.filter(({ span, newText }) => text.slice(span.start, span.end) !== newText);
		if (!wouldSay(document, set, changes, order.map(textsOf), options)) {
			throw cannotReorder(l10n.t('what one of them says depends on its place. Change the order by hand'));
		}
		return changes;
	}

	/** True where the file then holds these texts and no new problems, and its task stays. */
	function wouldSay(
		document: SourceDocument,
		set: DemonstrationSet,
		edits: readonly TextEdit[],
		expected: readonly Texts[],
		options: ParseOptions | undefined,
	): boolean {
		const sameSet = set.name === undefined ? options : { ...options, set: set.name };
		const after = parse({ ...document, text: applyEdits(document.text, edits) }, sameSet);
		// A task definition that is not the file's own says nothing of what the file says.
		const own = set.task?.source === 'file' ? set.task : parse(document, sameSet).task;
		return after.task?.text === own?.text && after.problems.length <= set.problems.length && says(after, expected);
	}
}

/** Edits for what changes: nothing, the field, or those of its values that the new text has otherwise. */
function fieldEdits(demonstration: Demonstration, field: Field, value: string, write: WriteField): readonly TextEdit[] {
	if (field.text === value) {
		return [];
	}
	if (field.parts === undefined) {
		return [write(field, value, demonstration)];
	}
	const names = field.parts.map(({ name }) => name);
	const values = splitInput(names, value);
	return field.parts.flatMap((part, index) => fieldEdits(demonstration, part.field, values[index] ?? '', write));
}
