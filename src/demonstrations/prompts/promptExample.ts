import * as l10n from '@vscode/l10n';
import { applyEdits, type Span, type TextEdit } from '../../base/textRange';
import { checkInsertion, withPlainLineEnds } from '../checkInsertion';
import type { Demonstration, DemonstrationSet, Field, NewDemonstration } from '../demonstration';
import { cannotInsert } from '../edits';
import { lineEndOf } from '../lines';
import type { WriteField } from '../rewriting';

/** A demonstration in the text of a prompt. */
export interface PromptExample {
	readonly input: Field;
	readonly output: Field;
	readonly rationale?: Field;
	readonly span: Span;
	/** The reasoning with the space behind it: left out of a new example that is laid out as this one. */
	readonly reasoning?: Span;
}

/** A stretch of text as a field, without the white space around it; line ends are `\n`. */
export function proseField(text: string, span: Span): Field {
	const source = text.slice(span.start, span.end);
	const leading = /^[ \t\r\n]*/.exec(source)?.[0].length ?? 0;
	const start = span.start + (leading === source.length ? 0 : leading);
	const end = Math.max(start, span.end - trailingSpace(source));
	return { text: withPlainLineEnds(text.slice(start, end)), span: { start, end } };
}

/** True for nothing, or only a placeholder that a template fills. */
export function isOpen(text: string): boolean {
	return /^(?:\{\{[^{}]*\}\}|\$?\{[\w.-]*\})?$/.test(text.trim());
}

/**
 * Puts examples behind the last one, laid out as it is and as far from it as it is from the one before. Numbers in
 * what introduces an example count on.
 *
 * @param write how the template writes a text that stands for itself
 */
export function insertExamples(
	text: string,
	examples: readonly PromptExample[],
	additions: readonly NewDemonstration[],
	eol: string,
	write: (text: string, place: Span) => string = plain => plain,
): readonly TextEdit[] {
	const last = examples.at(-1);
	const previous = examples.at(-2);
	if (last === undefined) {
		throw cannotInsert(
			l10n.t('it has no demonstration that shows how they are written here. Write a first one by hand'),
		);
	}
	const between = text.slice(previous?.span.end, last.span.start);
	const gap = previous !== undefined && isGap(between) ? between : eol + eol;
	const written = additions.map(({ input, output }, index) => {
		const texts = [
			[last.input.span, input],
			[last.output.span, output],
		] as const;
		const edits = texts.map(([span, value]) => ({
			span,
			newText: write(readBack(value).replaceAll('\n', eol), span),
		}));
		const lead = { start: last.span.start, end: last.input.span.start };
		const middle = { start: last.input.span.end, end: last.output.span.start };
		const number = /\d+/.exec(text.slice(lead.start, lead.end))?.[0];
		const all = [
			...edits,
			...countOn(text, lead, number, index + 1),
			...(last.reasoning === undefined
				? countOn(text, middle, number, index + 1)
				: [{ span: last.reasoning, newText: '' }]),
		];
		const moved = all.map(({ span, newText }) => ({ span: shifted(span, -last.span.start), newText }));
		return gap + applyEdits(text.slice(last.span.start, last.span.end), moved).replace(/[ \t]+$/, '');
	});
	return [{ span: { start: last.span.end, end: last.span.end }, newText: written.join('') }];
}

function countOn(text: string, { start, end }: Span, number: string | undefined, step: number): readonly TextEdit[] {
	const found = [...text.slice(start, end).matchAll(/\d+/g)].filter(([digits]) => digits === number);
	return found.map(({ 0: digits, index }) => ({
		span: { start: start + index, end: start + index + digits.length },
		newText: String(Number(digits) + step),
	}));
}

/** An example's source in the place of another one: its number becomes the other's. */
export function movedExample(text: string, span: Span, from: Demonstration, to: Demonstration): string {
	const leadOf = ({ span: whole, input }: Demonstration) => ({ start: whole.start, end: input.span.start });
	const numberOf = ({ start, end }: Span) => /\d+/.exec(text.slice(start, end))?.[0];
	const number = numberOf(leadOf(from));
	const step = Number(numberOf(leadOf(to))) - Number(number);
	const middle = { start: from.input.span.end, end: from.output?.span.start ?? from.input.span.end };
	const places = [leadOf(from), ...(from.rationale === undefined ? [middle] : [])];
	const edits = Number.isNaN(step) ? [] : places.flatMap(place => countOn(text, place, number, step));
	const moved = edits.map(edit => ({ ...edit, span: shifted(edit.span, -span.start) }));
	return applyEdits(text.slice(span.start, span.end), moved);
}

/** Writes texts in place of the fields of a prompt, where there are no escapes. */
export function writePromptField(
	text: string,
	write: (plain: string, place: Span) => string = plain => plain,
): WriteField {
	const eol = lineEndOf(text);
	return ({ span }, value) => ({ span, newText: write(readBack(value).replaceAll('\n', eol), span) });
}

/** Takes an example away together with the space to the next one, or else to the one before. */
export function removeExample(text: string, examples: readonly PromptExample[], start: number): readonly TextEdit[] {
	const index = examples.findIndex(({ span }) => span.start === start);
	const example = examples[index];
	if (example === undefined) {
		return [];
	}
	const { span } = example;
	const next = examples[index + 1]?.span;
	if (next !== undefined && isGap(text.slice(span.end, next.start))) {
		return [{ span: { start: span.start, end: next.start }, newText: '' }];
	}
	const previous = examples[index - 1]?.span;
	const isLast = previous !== undefined && isGap(text.slice(previous.end, span.start));
	return [{ span: { start: isLast ? previous.end : span.start, end: span.end }, newText: '' }];
}

/** Nothing but space and rules: what may stand between two examples and belong to neither. */
function isGap(text: string): boolean {
	return /^[\s=*_#~-]*$/.test(text);
}

/**
 * Text in a prompt has no escapes, so whatever is added is read again.
 *
 * @throws {UserError} `format.cannotInsert`: the prompt would say something else than the demonstrations
 */
export function checkExamples(
	before: DemonstrationSet,
	after: DemonstrationSet,
	additions: readonly NewDemonstration[],
): void {
	const reason = l10n.t(
		'in this prompt the text would be read differently, because a line of it looks like a label, a heading or a placeholder, or because it is empty. Reword it',
	);
	checkInsertion(before, after, additions, readBack, reason);
}

/** A text as a prompt keeps it: without the white space around it. */
export function readBack(text: string): string {
	const plain = withPlainLineEnds(text);
	return proseField(plain, { start: 0, end: plain.length }).text;
}

function trailingSpace(text: string): number {
	let length = 0;
	while (length < text.length && /[ \t\r\n]/.test(text.charAt(text.length - length - 1))) {
		length++;
	}
	return length;
}

function shifted({ start, end }: Span, offset: number): Span {
	return { start: start + offset, end: end + offset };
}
