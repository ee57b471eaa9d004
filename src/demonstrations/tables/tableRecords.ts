import * as l10n from '@vscode/l10n';
import type { TextChange } from '../../base/textChange';
import type { TextEdit } from '../../base/textRange';
import type { TextParts } from '../format';
import { checkInsertion, withPlainLineEnds } from '../checkInsertion';
import type { Demonstration, DemonstrationSet, Field, NewDemonstration, ParseProblem } from '../demonstration';
import { cannotInsert, lineInsertion, wholeLines } from '../edits';
import { afterLineEnd, lineEndOf } from '../lines';
import type { FieldRecord } from '../records/fieldColumns';
import { recordProblem } from '../records/recordProblem';
import {
	delimiterOf,
	needsQuotes,
	quoteProblems,
	readRowsOf,
	rereadRowsOf,
	writeCell,
	type Row,
} from './delimitedText';

/** A table whose first row names the columns. */
export interface Table {
	readonly delimiter: string;
	/** The names of the columns, trimmed; `undefined` for one without a name, or with that of an earlier one. */
	readonly names: readonly (string | undefined)[];
	readonly header: Row | undefined;
	/** Rows that fit under the header, and their values by name. A cell with nothing in it, not even quotes, is none. */
	readonly rows: readonly Row[];
	readonly records: readonly FieldRecord[];
	readonly problems: readonly ParseProblem[];
}

/** The rows of a text, the header among them. */
export interface TableRows {
	/** Nothing where no delimiter gives columns. */
	readonly delimiter: string | undefined;
	readonly rows: readonly Row[];
}

export function cutTable(text: string, maximumRows?: number): TableRows {
	const delimiter = delimiterOf(text);
	return { delimiter, rows: delimiter === undefined ? [] : readRowsOf(text, delimiter, maximumRows) };
}

export const tableParts: TextParts = {
	head: text => {
		const end = cutTable(text, 1).rows[0]?.span.end ?? 0;
		return text.slice(0, afterLineEnd(text, end));
	},
	end: text => cutTable(text).rows.at(-1)?.span.start ?? 0,
};

/** The same out of the rows of the text before a change. */
export function cutTableAgain(text: string, former: TableRows, change: TextChange): TableRows {
	const delimiter = delimiterOf(text);
	return delimiter === undefined || delimiter !== former.delimiter
		? cutTable(text)
		: { delimiter, rows: rereadRowsOf(text, delimiter, former.rows, change) };
}

/** Reads a table with a header, as far as `maximumRows`. */
export function readTable(text: string, maximumRows?: number): Table {
	return tableOf(text, cutTable(text, maximumRows));
}

/** What rows say under their header. Rows with too many cells are problems. */
export function tableOf(text: string, { delimiter, rows: source }: TableRows): Table {
	if (delimiter === undefined) {
		const message = l10n.t('This table has no header with an input and an output.');
		const problems = text.trim() === '' ? [] : [{ message, span: { start: 0, end: 0 } }];
		return { delimiter: ',', names: [], header: undefined, rows: [], records: [], problems };
	}
	const [header, ...body] = source;
	const names = namesOf(header);
	const problems: ParseProblem[] = [...quoteProblems(source, delimiter)];
	const rows: Row[] = [];
	const records: FieldRecord[] = [];
	for (const row of body) {
		if (row.cells.slice(names.length).some(cell => cell.quoted || cell.text.trim() !== '')) {
			const message = tooManyCells(row.cells.length, names.length, delimiter);
			problems.push({ message, span: row.span });
		} else {
			rows.push(row);
			records.push({ fields: fieldsOf(row, names), span: row.span });
		}
	}
	return { delimiter, names, header, rows, records, problems };
}

function namesOf(header: Row | undefined): readonly (string | undefined)[] {
	const names = header?.cells.map(({ text }) => text.trim()) ?? [];
	const first = new Map(names.map((name, index) => [name, index] as const).toReversed());
	return names.map((name, index) => (name === '' || first.get(name) !== index ? undefined : name));
}

function fieldsOf({ cells }: Row, names: readonly (string | undefined)[]): ReadonlyMap<string, Field> {
	const fields = new Map<string, Field>();
	names.forEach((name, index) => {
		const cell = cells[index];
		if (name !== undefined && cell !== undefined && (cell.quoted || cell.text.trim() !== '')) {
			fields.set(name, { text: cell.text, span: cell.span });
		}
	});
	return fields;
}

function tooManyCells(count: number, expected: number, delimiter: string): string {
	switch (delimiter) {
		case ',':
			return l10n.t(
				'This row has {0} cells, and the header {1}. A cell with a comma in it needs quotes.',
				count,
				expected,
			);
		case '\t':
			return l10n.t(
				'This row has {0} cells, and the header {1}. A cell with a tab in it needs quotes.',
				count,
				expected,
			);
		default:
			return l10n.t(
				'This row has {0} cells, and the header {1}. A cell with a "{2}" in it needs quotes.',
				count,
				expected,
				delimiter,
			);
	}
}

/** The demonstrations that `read` finds in the records; where it gives the reason for finding none, a problem. */
export function readRows(
	{ records, problems }: Table,
	read: (record: FieldRecord) => Omit<Demonstration, 'id' | 'span'> | string,
): Pick<DemonstrationSet, 'demonstrations' | 'problems'> {
	const demonstrations: Demonstration[] = [];
	const found: ParseProblem[] = [...problems];
	for (const record of records) {
		const fields = read(record);
		if (typeof fields === 'string') {
			found.push({ message: recordProblem('row', fields), span: record.span });
		} else {
			demonstrations.push({ id: String(demonstrations.length + 1), ...fields, span: record.span });
		}
	}
	found.sort((a, b) => a.span.start - b.span.start);
	return { demonstrations, problems: found };
}

/**
 * Puts rows behind the last one. Columns that are not given repeat what all rows say alike, count on where they count
 * the rows, and are empty otherwise. A column is quoted where the file quotes it without need.
 *
 * @throws {UserError} `format.cannotInsert`: the table has no header
 */
export function insertRows(
	text: string,
	table: Table,
	additions: readonly ReadonlyMap<string, string | undefined>[],
): readonly TextEdit[] {
	const { delimiter, names, header, rows } = table;
	const last = rows.at(-1) ?? header;
	if (last === undefined) {
		throw cannotInsert(l10n.t('it has no header. Write a first line that names the columns, such as "input,output"'));
	}
	const eol = lineEndOf(text);
	const columns = names.map((name, index) => columnOf(rows, index, delimiter, name));
	const lines = additions.map((values, added) => {
		const cells = columns.map(({ name, quoted, shared, next }) => {
			const value = name !== undefined && values.has(name) ? values.get(name) : (shared ?? next(added));
			return value === undefined ? '' : writeCell(value, delimiter, quoted, eol);
		});
		return cells.join(delimiter);
	});
	return [lineInsertion(text, last.span.end, lines, eol)];
}

/**
 * Rows can change what the columns are taken for.
 *
 * @throws {UserError} `format.cannotInsert`: the table would be read differently
 */
export function checkRows(
	before: DemonstrationSet,
	after: DemonstrationSet,
	additions: readonly NewDemonstration[],
): void {
	const reason = l10n.t('with these rows its columns would be read differently. Name the columns in a mapping');
	checkInsertion(before, after, additions, withPlainLineEnds, reason);
}

export function removeRow(text: string, { span }: Demonstration): readonly TextEdit[] {
	return [{ span: wholeLines(text, span), newText: '' }];
}

interface Column {
	readonly name: string | undefined;
	/** The file quotes this column's cells whether they need it or not. */
	readonly quoted: boolean;
	/** What all rows say here. */
	readonly shared: string | undefined;
	/** Where the column counts: the number for an added row. */
	readonly next: (added: number) => string | undefined;
}

function columnOf(rows: readonly Row[], index: number, delimiter: string, name: string | undefined): Column {
	const cells = rows.map(row => row.cells[index]);
	const [first] = cells;
	const isShared = rows.length > 1 && first?.text !== '' && cells.every(cell => cell?.text === first?.text);
	const start = /^\d+$/.test(first?.text ?? '') ? Number(first?.text) : undefined;
	const counts = start !== undefined && cells.every((cell, row) => cell?.text === String(start + row));
	return {
		name,
		quoted: cells.some(cell => cell?.quoted === true && cell.text !== '' && !needsQuotes(cell.text, delimiter)),
		shared: isShared ? first?.text : undefined,
		next: added => (counts ? String(start + rows.length + added) : undefined),
	};
}
