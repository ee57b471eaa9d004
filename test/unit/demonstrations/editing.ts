import { expect } from 'vitest';
import { UserError } from '../../../src/base/errors';
import { applyEdits } from '../../../src/base/textRange';
import type { DemonstrationSet, Field, NewDemonstration } from '../../../src/demonstrations/demonstration';
import type { Format, SourceDocument } from '../../../src/demonstrations/format';

/** Line ends in a text are those of its file. */
export const withPlainLineEnds = (text: string) => text.replace(/\r\n?/g, '\n');

/** The source of a field, or nothing for no field. */
export function sourceOf({ text }: SourceDocument, field: Field | undefined): string | undefined {
	return field === undefined ? undefined : text.slice(field.span.start, field.span.end);
}

export function pairsOf({ demonstrations }: DemonstrationSet): readonly (readonly [string, string | undefined])[] {
	return demonstrations.map(({ input, output }) => [input.text, output?.text]);
}

/** The document with the demonstrations added. */
export function withAdded(
	format: Format,
	document: SourceDocument,
	...additions: readonly NewDemonstration[]
): SourceDocument {
	const edits = format.insert(document, format.parse(document), additions);
	return { ...document, text: applyEdits(document.text, edits) };
}

export function withRemoved(format: Format, document: SourceDocument, id: string): SourceDocument {
	return { ...document, text: applyEdits(document.text, format.remove(document, format.parse(document), id)) };
}

/**
 * Adds each text and expects it back, all others as they were, and the file as it was when it is removed.
 *
 * @param read what the format makes of a text that is written; `undefined` where it has to refuse it
 * @returns how many were accepted
 */
export function expectEditable(
	format: Format,
	document: SourceDocument,
	additions: readonly NewDemonstration[],
	read: (text: string) => string = withPlainLineEnds,
	mayRefuse = false,
): number {
	const before = pairsOf(format.parse(document));
	let accepted = 0;
	for (const addition of additions) {
		let added: SourceDocument;
		try {
			added = withAdded(format, document, addition);
		} catch (error) {
			expect(mayRefuse && UserError.is(error, 'format.cannotInsert'), String(error)).toBe(true);
			continue;
		}
		accepted++;
		const after = format.parse(added);
		const expected = [read(addition.input), read(addition.output)];
		const index = pairsOf(after).findLastIndex(pair => pair[0] === expected[0] && pair[1] === expected[1]);
		expect(index, JSON.stringify({ addition, text: added.text })).not.toBe(-1);
		expect(pairsOf(after).toSpliced(index, 1)).toEqual(before);
		expect(after.problems).toHaveLength(format.parse(document).problems.length);
		expect(withRemoved(format, added, after.demonstrations[index]?.id ?? '').text).toBe(document.text);
	}
	return accepted;
}
