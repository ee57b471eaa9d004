import { createScanner } from 'jsonc-parser';
import type { Span, TextEdit } from '../../base/textRange';
import { contentStart, lineEndOf, startOfLine } from '../lines';
import { partsOf, skipSpace, wholeOf, type JsonNode } from './jsonSource';

/** Puts elements (or members, with their keys) after the last one, spaced as that one is. The list must not be empty. */
export function appendParts(text: string, list: JsonNode, sources: readonly string[]): TextEdit {
	const last = wholeOf(partsOf(text, list).at(-1) ?? list);
	const gap = text.slice(spaceBefore(text, last.start), last.start);
	return { span: { start: last.end, end: last.end }, newText: sources.map(source => `,${gap}${source}`).join('') };
}

/**
 * Fills an empty array or object: each part spread over lines and indented from the key of the list, or everything on
 * one line where the list is not on a line of its own.
 *
 * @param write gives a part as JSON, indented with the given unit or on one line
 */
export function fillList(text: string, list: JsonNode, write: (indentation: string) => readonly string[]): TextEdit {
	const { start } = wholeOf(list);
	const lineStart = startOfLine(text, start);
	const indentation = text.slice(lineStart, start);
	const span = { start: list.span.start + 1, end: list.span.end - 1 };
	if (!/^[ \t]*$/.test(indentation) || lineStart <= contentStart(text)) {
		return { span, newText: write('').join(',') };
	}
	const unit = indentation === '' ? '\t' : indentation;
	const eol = lineEndOf(text);
	const inner = eol + indentation + unit;
	const parts = write(unit).map(part => inner + part.replaceAll('\n', inner));
	return { span, newText: parts.join(',') + eol + indentation };
}

/** Takes the part whose source begins at `start` away, with its comma and space. Comments beside it stay. */
export function removePart(text: string, root: JsonNode, start: number): readonly TextEdit[] {
	const list = listAround(text, root, start);
	const spans = partsOf(text, list).map(wholeOf);
	const span = spans.find(part => part.start === start);
	if (span === undefined) {
		return [];
	}
	const inside = { start: list.span.start + 1, end: list.span.end - 1 };
	const [next, afterNext] = tokens(text, { start: span.end, end: inside.end });
	const comma = next !== undefined && text[next] === ',' ? next : undefined;
	if (comma !== undefined && afterNext !== undefined) {
		return joined(text, span, { start: comma, end: skipSpace(text, comma + 1) });
	}
	const behind = spans.reduce((latest, { end }) => (end <= start ? Math.max(latest, end) : latest), inside.start);
	const previous = [...tokens(text, { start: behind, end: start })].at(-1);
	if (previous !== undefined && text[previous] === ',') {
		return joined(text, { start: previous, end: previous + 1 }, { start: spaceBefore(text, start), end: span.end });
	}
	const end = comma === undefined ? span.end : comma + 1;
	const isAlone = skipSpace(text, inside.start) === start && skipSpace(text, end) === inside.end;
	return [{ span: isAlone ? inside : { start, end }, newText: '' }];
}

/** Two removals, as one where they touch. */
function joined(text: string, left: Span, right: Span): readonly TextEdit[] {
	const gap = text.slice(left.end, right.start);
	if (gap.trim() === '') {
		return [{ span: { start: left.start, end: right.end }, newText: '' }];
	}
	return [left, right].map(span => ({ span, newText: '' }));
}

/** The array or object that has a part beginning at `start`; the innermost one that reaches over it otherwise. */
function listAround(text: string, root: JsonNode, start: number): JsonNode {
	const parts = partsOf(text, root);
	const part = parts.find(node => wholeOf(node).start <= start && start < wholeOf(node).end);
	return part === undefined || wholeOf(part).start === start ? root : listAround(text, part, start);
}

function spaceBefore(text: string, offset: number): number {
	let start = offset;
	while (/\s/.test(text.charAt(start - 1))) {
		start--;
	}
	return start;
}

/** Offsets of the tokens, comments left out. */
function* tokens(text: string, { start, end }: Span): Generator<number> {
	const scanner = createScanner(text.slice(start, end), true);
	for (scanner.scan(); scanner.getTokenOffset() < end - start; scanner.scan()) {
		yield start + scanner.getTokenOffset();
	}
}
