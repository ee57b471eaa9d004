import * as l10n from '@vscode/l10n';
import { movedSpan, shiftOf, type TextChange } from '../../base/textChange';
import type { Span } from '../../base/textRange';
import { withPlainLineEnds } from '../checkInsertion';
import type { ParseProblem } from '../demonstration';
import { afterLineEnd, contentStart } from '../lines';

export interface Cell {
	/** Without quotes; line ends are `\n`. */
	readonly text: string;
	/** The cell's source without the quotes around it. */
	readonly span: Span;
	readonly quoted: boolean;
}

export interface Row {
	readonly cells: readonly Cell[];
	/** From the first cell to the last, with their quotes. */
	readonly span: Span;
}

const delimiters = [',', '\t', ';', '|'];

/** How much of a text is looked at to find its delimiter. */
const sampleLength = 64 * 1024;
const sampleRows = 50;

/** Reads rows of cells, RFC 4180 with any delimiter. Empty rows are left out. */
export function readRowsOf(text: string, delimiter: string, maximumRows = Infinity): readonly Row[] {
	const rows: Row[] = [];
	readUntil(text, delimiter, contentStart(text), rows, () => rows.length >= maximumRows);
	return rows;
}

/** The same out of the rows of the text before a change. */
export function rereadRowsOf(
	text: string,
	delimiter: string,
	former: readonly Row[],
	change: TextChange,
): readonly Row[] {
	const by = shiftOf(change);
	// A quote that did not close may do so now, wherever the change is.
	const first = former.findIndex(row => row.span.end >= change.start || row.cells.some(cell => isUnclosed(cell)));
	const rows = former.slice(0, first === -1 ? former.length : first);
	const start = rows.length === 0 ? contentStart(text) : afterLineEnd(text, rows.at(-1)?.span.end ?? 0);
	const behind = former.filter(({ span }) => span.start >= change.oldEnd);
	let next = 0;
	const placeOfNext = () => (behind[next]?.span.start ?? Infinity) + by;
	const end = readUntil(text, delimiter, start, rows, offset => {
		while (placeOfNext() < offset) {
			next++;
		}
		return placeOfNext() === offset;
	});
	return placeOfNext() === end ? [...rows, ...behind.slice(next).map(row => movedRow(row, by))] : rows;
}

/** Adds rows from `start` on, and gives the offset at which it is enough or the text ends. */
function readUntil(
	text: string,
	delimiter: string,
	start: number,
	rows: Row[],
	isEnough: (offset: number) => boolean,
): number {
	let offset = start;
	while (offset < text.length && !isEnough(offset)) {
		const rowStart = offset;
		const cells: Cell[] = [];
		for (;;) {
			const cell = readCell(text, offset, delimiter);
			cells.push(cell);
			offset = cell.span.end + (cell.quoted ? 1 : 0);
			if (text[offset] !== delimiter) {
				break;
			}
			offset++;
		}
		if (cells.some(cell => cell.quoted || cell.text.trim() !== '')) {
			rows.push({ cells, span: { start: rowStart, end: offset } });
		}
		offset = afterLineEnd(text, offset);
	}
	return offset;
}

function movedRow({ cells, span }: Row, by: number): Row {
	return { cells: cells.map(cell => ({ ...cell, span: movedSpan(cell.span, by) })), span: movedSpan(span, by) };
}

/**
 * A quote that is never closed, or behind whose end something follows, is an ordinary character. That is a problem but
 * for tabs, with which quotes are often not meant as such.
 */
export function quoteProblems(rows: readonly Row[], delimiter: string): readonly ParseProblem[] {
	if (delimiter === '\t') {
		return [];
	}
	const message = l10n.t('The quotes around this cell do not close where it ends. Write a quote inside it twice.');
	const problems: ParseProblem[] = [];
	for (const { cells } of rows) {
		for (const cell of cells) {
			if (isUnclosed(cell)) {
				problems.push({ message, span: cell.span });
			}
		}
	}
	return problems;
}

function isUnclosed({ text, quoted }: Cell): boolean {
	return !quoted && text.startsWith('"');
}

/** The delimiter that gives the first rows the most columns, and most of them as many as the header. */
export function delimiterOf(text: string): string | undefined {
	const sample = text.slice(0, sampleLength);
	let best: string | undefined;
	let most = 1;
	for (const delimiter of delimiters) {
		const [header, ...rows] = readRowsOf(sample, delimiter, sampleRows);
		const width = header?.cells.length ?? 0;
		const alike = rows.filter(({ cells }) => cells.length === width).length;
		if (width > most && alike * 2 >= rows.length) {
			best = delimiter;
			most = width;
		}
	}
	return best;
}

/**
 * A text as a cell. An empty one gets quotes, since without them a cell has no value.
 *
 * @param quoted whether to write quotes where none are needed
 */
export function writeCell(text: string, delimiter: string, quoted: boolean, eol: string): string {
	if (!quoted && text !== '' && !needsQuotes(text, delimiter)) {
		return text;
	}
	return `"${withPlainLineEnds(text).replaceAll('"', '""').replaceAll('\n', eol)}"`;
}

export function needsQuotes(text: string, delimiter: string): boolean {
	return text.includes(delimiter) || /["\r\n]|^\s|\s$/.test(text);
}

function readCell(text: string, start: number, delimiter: string): Cell {
	if (text[start] === '"') {
		const end = closingQuote(text, start);
		const next = text[end + 1];
		if (end < text.length && (next === undefined || next === delimiter || next === '\n' || next === '\r')) {
			const source = text.slice(start + 1, end);
			const content = withPlainLineEnds(source.replaceAll('""', '"'));
			return { text: content, span: { start: start + 1, end }, quoted: true };
		}
	}
	let end = start;
	while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') {
		end++;
	}
	return { text: text.slice(start, end), span: { start, end }, quoted: false };
}

/** Offset of the quote that ends the cell; the text's length where there is none. */
function closingQuote(text: string, start: number): number {
	let end = text.indexOf('"', start + 1);
	while (end !== -1 && text[end + 1] === '"') {
		end = text.indexOf('"', end + 2);
	}
	return end === -1 ? text.length : end;
}
