import { expect } from 'vitest';
import { applyEdits } from '../../../src/base/textRange';
import type { Field, NewDemonstration } from '../../../src/demonstrations/demonstration';
import type { Format, ParseOptions, SourceDocument } from '../../../src/demonstrations/format';
import { expectEditable, pairsOf } from './editing';
import { nastyDemonstrations, variantsOf } from './samples';

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
