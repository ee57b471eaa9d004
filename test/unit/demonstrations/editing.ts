import { expect } from 'vitest';
import { UserError } from '../../../src/base/errors';
import { applyEdits } from '../../../src/base/textRange';
import type { DemonstrationSet, Field, NewDemonstration } from '../../../src/demonstrations/demonstration';
import type { Format, ParseOptions, SourceDocument } from '../../../src/demonstrations/format';
import { nastyDemonstrations, variantsOf } from './samples';

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

/** In JSON, what a field's span cuts out says what the field says; nothing reaches beyond its demonstration. */
export function expectExactJsonSpans(
	format: Format,
	document: SourceDocument,
	options?: ParseOptions,
	variants: readonly SourceDocument[] = variantsOf(document),
): void {
	for (const variant of variants) {
		const { demonstrations } = format.parse(variant, options);
		expect(demonstrations.length).toBeGreaterThan(0);
		for (const { input, output, rationale } of demonstrations) {
			for (const field of [input, output, rationale].filter(given => given !== undefined)) {
				expect(saidBy(variant.text, field), field.text).toBe(true);
			}
		}
	}
}

/** A string's source decodes to the text, another value's is the text; of several values every word is in it. */
function saidBy(text: string, field: Field): boolean {
	const source = text.slice(field.span.start, field.span.end);
	const whole = [source, JSON.stringify(decode(source)), decode(`"${source}"`)];
	if (whole.includes(field.text)) {
		return true;
	}
	const said = withoutEscapes(source);
	const values = field.text.split('\n').map(line => line.replace(/^\w+: /, ''));
	return values.every(value => value.split(/\s+/).every(word => said.includes(withoutEscapes(word))));
}

function withoutEscapes(source: string): string {
	const decoded = source.replace(/\\u([0-9a-f]{4})/gi, (_, digits: string) =>
		String.fromCharCode(parseInt(digits, 16)),
	);
	return decoded.replace(/\\[nrt]|["\\\s]/g, '');
}

function decode(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}

/** `expectEditable` for the file as every tool would have saved it; gives how many additions were accepted in all. */
export function expectSafeEdits(
	format: Format,
	document: SourceDocument,
	additions: readonly NewDemonstration[] = nastyDemonstrations(30, 19),
	options?: ParseOptions,
): number {
	const bound: Format = {
		...format,
		parse: variant => format.parse(variant, options),
		insert: (variant, set, wanted) => format.insert(variant, set, wanted, options),
	};
	const counts = variantsOf(document).map(variant => expectEditable(bound, variant, additions, text => text, true));
	return counts.reduce((total, count) => total + count, 0);
}

/** Each demonstration can be taken away, and what is left is read without it. */
export function expectEachRemovable(format: Format, document: SourceDocument, options?: ParseOptions): void {
	for (const variant of variantsOf(document)) {
		const set = format.parse(variant, options);
		const sameSet = set.name === undefined ? options : { ...options, set: set.name };
		for (const [index, { id }] of set.demonstrations.entries()) {
			const text = applyEdits(variant.text, format.remove(variant, set, id));
			const left = format.parse({ name: variant.name, text }, sameSet);
			expect(left.problems.length).toBe(set.problems.length);
			expect(pairsOf(left)).toEqual(pairsOf(set).toSpliced(index, 1));
		}
	}
}
