import type { Span } from '../base/textRange';

const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;

/**
 * The lines that hold something, without their line ends, the spaces and tabs around them and a byte order mark.
 *
 * @param within whole lines of the text; all of them if it is not given
 * @param isEnough of each line: whether it is the last one wanted
 */
export function contentLines(
	text: string,
	within: Span = { start: contentStart(text), end: text.length },
	isEnough: (line: Span) => boolean = () => false,
): readonly Span[] {
	const lines: Span[] = [];
	let { start } = within;
	let nextFeed = start - 1;
	let nextReturn = start - 1;
	while (start < within.end) {
		nextFeed = nextFeed < start ? indexOrEnd(text, '\n', start) : nextFeed;
		nextReturn = nextReturn < start ? indexOrEnd(text, '\r', start) : nextReturn;
		const lineEnd = Math.min(nextFeed, nextReturn, within.end);
		let first = start;
		let end = lineEnd;
		while (first < end && isBlank(text.charCodeAt(first))) {
			first++;
		}
		while (end > first && isBlank(text.charCodeAt(end - 1))) {
			end--;
		}
		if (end > first) {
			const line = { start: first, end };
			lines.push(line);
			if (isEnough(line)) {
				break;
			}
		}
		start = lineEnd + 1;
	}
	return lines;
}

/** Where the text begins: after the byte order mark, if there is one. */
export function contentStart(text: string): number {
	return text.charCodeAt(0) === 0xfeff ? 1 : 0;
}

/** Offset of the first line that begins at or before `offset`. */
export function startOfLine(text: string, offset: number): number {
	let start = offset;
	while (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) {
		start--;
	}
	return Math.max(start, contentStart(text));
}

/** Offset of the line end (or the text's end) at or after `offset`. */
export function endOfLine(text: string, offset: number): number {
	let end = offset;
	while (end < text.length && !isLineEnd(text.charCodeAt(end))) {
		end++;
	}
	return end;
}

/** Offset behind the line end that stands at `offset`. */
export function afterLineEnd(text: string, offset: number): number {
	const pair = text.charCodeAt(offset) === carriageReturn && text.charCodeAt(offset + 1) === lineFeed;
	return Math.min(offset + (pair ? 2 : 1), text.length);
}

/** Offset of the line end that stands before `offset`, or `offset` where none does. */
export function beforeLineEnd(text: string, offset: number): number {
	if (offset === 0 || !isLineEnd(text.charCodeAt(offset - 1))) {
		return offset;
	}
	const pair = text.charCodeAt(offset - 1) === lineFeed && text.charCodeAt(offset - 2) === carriageReturn;
	return offset - (pair ? 2 : 1);
}

/** The line end that the text uses first; `\n` where it has none. */
export function lineEndOf(text: string): string {
	const end = endOfLine(text, 0);
	return end === text.length ? '\n' : text.slice(end, afterLineEnd(text, end));
}

function isBlank(unit: number): boolean {
	return unit === space || unit === tab;
}

function isLineEnd(unit: number): boolean {
	return unit === lineFeed || unit === carriageReturn;
}

function indexOrEnd(text: string, character: string, start: number): number {
	const index = text.indexOf(character, start);
	return index === -1 ? text.length : index;
}
