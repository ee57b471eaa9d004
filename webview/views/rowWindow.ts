/** Rows from `start` to before `end`. */
export interface RowRange {
	readonly start: number;
	readonly end: number;
}

/** A scrolled table with a head that stays and rows of one height; all in pixels. */
export interface Viewport {
	readonly scrollTop: number;
	/** Of all that is seen, the head included. */
	readonly height: number;
	readonly headHeight: number;
	readonly rowHeight: number;
}

/** What a table draws, from top to bottom: a row, or the room of rows that are not drawn. */
export type RowPiece =
	| { readonly kind: 'row'; readonly index: number }
	| { readonly kind: 'gap'; readonly rows: number; readonly key: string };

/** Rows drawn above and below what is seen, so that scrolling a little draws nothing anew. */
const margin = 12;

/** The rows to draw. They change only after some rows of scrolling. */
export function drawnRows({ scrollTop, height, headHeight, rowHeight }: Viewport, count: number): RowRange {
	const first = Math.floor(scrollTop / rowHeight);
	const seen = Math.ceil((height - headHeight) / rowHeight) + 1;
	const step = Math.floor(Math.min(first, Math.max(0, count - seen)) / margin) * margin;
	return { start: Math.max(0, step - margin), end: Math.min(count, step + seen + 2 * margin) };
}

/**
 * The rows of a range, and one more wherever it lies, with the room of the others between them.
 *
 * @param kept a row that stays though it is scrolled away: the one that has the focus, or would get it
 */
export function rowPieces({ start, end }: RowRange, kept: number, count: number): readonly RowPiece[] {
	const indices = Array.from({ length: Math.max(0, end - start) }, (_, offset) => start + offset);
	if (kept >= 0 && kept < count && (kept < start || kept >= end)) {
		indices.splice(kept < start ? 0 : indices.length, 0, kept);
	}
	const pieces: RowPiece[] = [];
	let next = 0;
	let gaps = 0;
	for (const index of [...indices, count]) {
		if (index > next) {
			pieces.push({ kind: 'gap', rows: index - next, key: `gap-${gaps++}` });
		}
		if (index < count) {
			pieces.push({ kind: 'row', index });
		}
		next = index + 1;
	}
	return pieces;
}

/** Where to scroll so that a row is seen: nowhere else if it is already. */
export function scrolledTo(index: number, { scrollTop, height, headHeight, rowHeight }: Viewport): number {
	const top = index * rowHeight;
	if (top < scrollTop) {
		return top;
	}
	return Math.max(scrollTop, top + rowHeight + headHeight - height);
}

/** As far as the page keys go: what is seen, but for one row. */
export function pageOf({ height, headHeight, rowHeight }: Viewport): number {
	return Math.max(1, Math.floor((height - headHeight) / rowHeight) - 1);
}
