import { shiftOf, type TextChange } from '../base/textChange';
import type { Span } from '../base/textRange';
import { afterLineEnd, contentStart, endOfLine, startOfLine } from './lines';

/** Pieces of a text, each on lines of its own, sorted by what a change does to them. */
export interface SortedPieces<Piece> {
	/** Before all lines that the change touches. */
	readonly before: readonly Piece[];
	/** Behind them, where they stood before the change. */
	readonly behind: readonly Piece[];
}

/** The lines that a change touches, whole and with their line ends, in the text after it. */
export function changedLines(text: string, change: TextChange): Span {
	let start = startOfLine(text, change.start);
	if (text[start - 1] === '\r' && text[start] === '\n') {
		// The change has made one line end of two.
		start = startOfLine(text, start - 1);
	}
	return { start, end: afterLineEnd(text, endOfLine(text, change.newEnd)) };
}

/** @param lines what `changedLines` gives for the change */
export function sortPieces<Piece extends { readonly span: Span }>(
	text: string,
	pieces: readonly Piece[],
	lines: Span,
	change: TextChange,
): SortedPieces<Piece> {
	const oldEnd = lines.end - shiftOf(change);
	const isBefore = ({ span }: Piece) => span.end < lines.start && change.start > contentStart(text);
	const first = firstWithout(pieces, isBefore);
	const next = firstWithout(pieces, ({ span }) => span.start < oldEnd);
	return { before: pieces.slice(0, first), behind: pieces.slice(Math.max(first, next)) };
}

/** Index of the first piece that is not so; in a list of which the first ones are so and the others are not. */
function firstWithout<Piece>(pieces: readonly Piece[], isSo: (piece: Piece) => boolean): number {
	let low = 0;
	let high = pieces.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		const piece = pieces[middle];
		if (piece !== undefined && isSo(piece)) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}
