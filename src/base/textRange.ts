/** A stretch of a text: UTF-16 offsets, `end` exclusive. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** Zero-based line and UTF-16 column, as in the Language Server Protocol and VS Code. */
export interface Position {
	readonly line: number;
	readonly character: number;
}

export interface Range {
	readonly start: Position;
	readonly end: Position;
}

/** Replaces a stretch of a text; an empty span inserts. */
export interface TextEdit {
	readonly span: Span;
	readonly newText: string;
}

/** Turns offsets of one text into positions. Lines end with `\n`, `\r\n` or a lone `\r`, as editors count them. */
export class LineMap {
	private readonly lineStarts: number[] = [0];

	constructor(text: string) {
		let nextFeed = indexOrEnd(text, '\n', 0);
		let nextReturn = indexOrEnd(text, '\r', 0);
		while (nextFeed < text.length || nextReturn < text.length) {
			const isPair = nextFeed === nextReturn + 1 && nextFeed < text.length;
			const next = (isPair ? nextFeed : Math.min(nextFeed, nextReturn)) + 1;
			this.lineStarts.push(next);
			nextFeed = nextFeed < next ? indexOrEnd(text, '\n', next) : nextFeed;
			nextReturn = nextReturn < next ? indexOrEnd(text, '\r', next) : nextReturn;
		}
	}

	position(offset: number): Position {
		let low = 0;
		let high = this.lineStarts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >>> 1;
			if (this.lineStart(middle) <= offset) {
				low = middle;
			} else {
				high = middle - 1;
			}
		}
		return { line: low, character: offset - this.lineStart(low) };
	}

	range(span: Span): Range {
		return { start: this.position(span.start), end: this.position(span.end) };
	}

	private lineStart(line: number): number {
		return this.lineStarts[line] ?? 0;
	}
}

function indexOrEnd(text: string, character: string, start: number): number {
	const index = text.indexOf(character, start);
	return index === -1 ? text.length : index;
}

/** The text with the edits applied. Edits must not overlap; insertions at one place keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
	const ordered = edits.map((edit, order) => ({ edit, order }));
	ordered.sort((a, b) => a.edit.span.start - b.edit.span.start || a.order - b.order);
	let result = '';
	let offset = 0;
	for (const { edit } of ordered) {
		result += text.slice(offset, edit.span.start) + edit.newText;
		offset = edit.span.end;
	}
	return result + text.slice(offset);
}
