import * as l10n from '@vscode/l10n';
import { UserError } from '../base/errors';
import type { Span, TextEdit } from '../base/textRange';
import { afterLineEnd, beforeLineEnd, endOfLine, startOfLine } from './lines';

/** @param reason what is in the way, and after a full stop what to do; itself without a full stop at the end */
export function cannotInsert(reason: string): UserError {
	return new UserError('format.cannotInsert', l10n.t('Nothing can be added to this file: {0}.', reason));
}

/** @param reason as for `cannotInsert` */
export function cannotRemove(reason: string): UserError {
	return new UserError('format.cannotRemove', l10n.t('This demonstration cannot be removed: {0}.', reason));
}

/** @param reason as for `cannotInsert` */
export function cannotReplace(reason: string): UserError {
	return new UserError('format.cannotReplace', l10n.t('This demonstration cannot be replaced: {0}.', reason));
}

/** @param reason as for `cannotInsert` */
export function cannotReorder(reason: string): UserError {
	return new UserError(
		'format.cannotReorder',
		l10n.t('These demonstrations cannot be put in another order: {0}.', reason),
	);
}

/** Puts lines after the line on which `offset` stands. A text that ends without a line end goes on doing so. */
export function lineInsertion(text: string, offset: number, lines: readonly string[], eol: string): TextEdit {
	const lineEnd = endOfLine(text, offset);
	const next = afterLineEnd(text, lineEnd);
	const unterminated = next === lineEnd && startOfLine(text, next) < next;
	const newText = lines.map(line => (unterminated ? eol + line : line + eol)).join('');
	return { span: { start: next, end: next }, newText };
}

/** The lines on which the span stands, with a line end of theirs: the last one, or else the one before them. */
export function wholeLines(text: string, { start, end }: Span): Span {
	const lineStart = startOfLine(text, start);
	const lineEnd = endOfLine(text, end);
	const next = afterLineEnd(text, lineEnd);
	return { start: next === lineEnd ? beforeLineEnd(text, lineStart) : lineStart, end: next };
}

/** An element of a list with the comma and the white space that go with it. */
export function listElementSpan(elements: readonly Span[], index: number, inside: Span): Span {
	const element = elements[index] ?? inside;
	const next = elements[index + 1];
	if (next !== undefined) {
		return { start: element.start, end: next.start };
	}
	const previous = elements[index - 1];
	return previous === undefined ? inside : { start: previous.end, end: element.end };
}
