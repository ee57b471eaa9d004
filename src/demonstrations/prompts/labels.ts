import { movedSpan, shiftOf, type TextChange } from '../../base/textChange';
import type { Span } from '../../base/textRange';
import { changedLines, sortPieces } from '../changedLines';
import { afterLineEnd, endOfLine } from '../lines';

/** What stands on a line of a prompt. */
export type LineKind = 'blank' | 'separator' | 'fence' | 'heading' | 'label' | 'text';

/** One line of a prompt, without its line end. */
export interface PromptLine {
	readonly kind: LineKind;
	readonly span: Span;
	/** Of a label: its name in lower case, without number and decoration. Empty for other lines. */
	readonly label: string;
	/** Where the text behind the label begins; for other lines where the line does. */
	readonly valueStart: number;
	/** It begins a paragraph: nothing, a separator or a heading stands before it. */
	readonly leads: boolean;
}

/** Names under which prompts give inputs. */
const inputLabels = new Set(
	(
		'q question input problem text sentence review tweet comment message email mail ticket user human customer ' +
		'context passage premise clause utterance query request instruction prompt claim article document paragraph ' +
		'statement source post title headline description word phrase dialogue conversation scenario facts code'
	).split(' '),
);

/** Names under which prompts give answers. */
const outputLabels = new Set([
	...(
		'a answer output label response completion target result sentiment category class classification intent ' +
		'assistant ai bot agent reply summary translation solution prediction verdict score rating stars emotion topic ' +
		'entities tags sql json'
	).split(' '),
	'expected output',
	'final answer',
	'correct answer',
]);

const rationaleLabels = new Set([
	'rationale',
	'explanation',
	'reasoning',
	'reason',
	'thought',
	'thoughts',
	'thinking',
	'chain of thought',
]);

export function isInputLabel(label: string): boolean {
	return inputLabels.has(label);
}

export function isOutputLabel(label: string): boolean {
	return outputLabels.has(label);
}

export function isRationaleLabel(label: string): boolean {
	return rationaleLabels.has(label);
}

const separator = /^[-=*_#~]{3,}$/;
const fence = /^```\w*$/;
const heading = /^(?:#{1,6} *)?(?:\*\*|__)?(?:example|demonstration|case|shot|sample)s? *#?\d*[.:]?(?:\*\*|__)?:?$/i;
const label =
	/^((?:[-*+>] +|#{1,6} *|\d+[.)] +)?(?:\*\*|__)?)(\p{L}[\p{L}\p{M}'’/-]*(?: [\p{L}\p{M}'’/-]+){0,3}?)(?: *#?\d+)?(?:(?:\*\*|__)[ \t]*[::]|[ \t]*[::](?:\*\*|__)?)[ \t]*/u;
/** Markdown headings that are a known label, with the text below. */
const labelHeading = /^#{1,6} *(\p{L}[\p{L} ]*?)(?: *#?\d+)?$/u;

/** Longest beginning of a line in which a label is looked for. */
const labelLength = 80;

/**
 * The lines in the span, each with what it is.
 *
 * @param previous the line before it
 */
export function promptLines(text: string, { start, end }: Span, previous?: PromptLine): readonly PromptLine[] {
	const lines: PromptLine[] = [];
	let leads = isFollowedByParagraph(previous);
	for (let offset = start; offset < end;) {
		const lineEnd = Math.min(endOfLine(text, offset), end);
		const line = readLine(text, { start: offset, end: lineEnd }, leads);
		lines.push(line);
		leads = isFollowedByParagraph(line);
		offset = Math.max(afterLineEnd(text, lineEnd), lineEnd + 1);
	}
	return lines;
}

/** The same for a whole text, out of the lines of the text before a change. */
export function promptLinesAgain(
	text: string,
	former: readonly PromptLine[],
	change: TextChange,
): readonly PromptLine[] {
	const touched = changedLines(text, change);
	const { before, behind } = sortPieces(text, former, touched, change);
	const found = promptLines(text, touched, before.at(-1));
	const by = shiftOf(change);
	const moved = behind.map(line => ({
		...line,
		span: movedSpan(line.span, by),
		valueStart: line.valueStart + by,
	}));
	const [next, ...others] = moved;
	const lines = [...before, ...found];
	return next === undefined ? lines : [...lines, { ...next, leads: isFollowedByParagraph(lines.at(-1)) }, ...others];
}

function isFollowedByParagraph(line: PromptLine | undefined): boolean {
	return line?.kind !== 'label' && line?.kind !== 'text';
}

function readLine(text: string, span: Span, leads: boolean): PromptLine {
	const source = text.slice(span.start, span.end);
	const trimmed = source.trim();
	const plain = (kind: LineKind): PromptLine => ({ kind, span, label: '', valueStart: span.start, leads });
	if (trimmed === '') {
		return plain('blank');
	}
	if (separator.test(trimmed)) {
		return plain('separator');
	}
	if (fence.test(trimmed)) {
		return plain('fence');
	}
	if (heading.test(trimmed.slice(0, labelLength))) {
		return plain('heading');
	}
	const indentation = source.length - source.trimStart().length;
	const found = label.exec(trimmed.slice(0, labelLength));
	if (found !== null) {
		const valueStart = span.start + indentation + found[0].length;
		return { kind: 'label', span, label: nameOf(found[2]), valueStart, leads };
	}
	const title = nameOf(labelHeading.exec(trimmed.slice(0, labelLength))?.[1]);
	if (isInputLabel(title) || isOutputLabel(title) || isRationaleLabel(title)) {
		return { kind: 'label', span, label: title, valueStart: span.end, leads };
	}
	return plain('text');
}

function nameOf(written: string | undefined): string {
	return (written ?? '').toLowerCase();
}
