import * as l10n from '@vscode/l10n';
import { applyEdits, type TextEdit } from '../../base/textRange';
import { withPlainLineEnds } from '../checkInsertion';
import type { DemonstrationSet, NewDemonstration } from '../demonstration';
import { cannotInsert } from '../edits';
import type { FieldMapping, Format, ParseOptions, SourceDocument } from '../format';
import { inputValues } from '../inputParts';
import { recogniseColumns } from '../records/columnNames';
import {
	fieldColumnsOf,
	isUsual,
	mappedColumns,
	readFieldRecord,
	taskOfColumns,
	usualNames,
	type FieldColumns,
	type FieldRecord,
} from '../records/fieldColumns';
import { maximumTextLength } from '../limits';
import { rereading } from '../rereading';
import { rewriting } from '../rewriting';
import {
	checkRows,
	cutTable,
	cutTableAgain,
	insertRows,
	readRows,
	readTable,
	removeRow,
	tableOf,
	tableParts,
	type Table,
	type TableRows,
} from '../tables/tableRecords';
import { writeTableField } from '../tables/writeTableField';

/** How much `detect` looks at. */
const sampleLength = 64 * 1024;
const sampleRows = 50;

const format = 'csv';
const likely = 0.8;

/** Columns whose name alone says that they hold the class of the row's other texts. */
const labelNames = /^(?:label|category|class|classification|intent|sentiment)$/i;

const steps = rereading({
	format,
	maximumLength: maximumTextLength,
	cut: cutTable,
	cutAgain: cutTableAgain,
	interpret,
});
const { parse } = steps;

/** A table with a header, comma- or tab-separated, or with semicolons or bars. */
export const delimitedTable: Format = {
	id: format,
	title: 'CSV or TSV',
	detect,
	...steps,
	partsOf: () => tableParts,
	insert,
	remove,
	...rewriting({
		parse,
		writerFor: ({ text }) => writeTableField(text, readTable(text)),
		readBack: withPlainLineEnds,
	}),
};

function detect({ name, text }: SourceDocument): number {
	if (!/\.(?:csv|tsv|tab)$/i.test(name)) {
		return 0;
	}
	return columnsOf(readTable(text.slice(0, sampleLength), sampleRows)) === undefined ? 0 : likely;
}

function interpret(text: string, rows: TableRows, options?: ParseOptions): DemonstrationSet {
	const table = tableOf(text, rows);
	const columns = columnsOf(table, options?.mapping);
	if (columns === undefined) {
		const message = l10n.t('No columns for an input and an output were found in this table. Name them in a mapping.');
		const problems = table.records.length === 0 ? table.problems : [{ message, span: { start: 0, end: 0 } }];
		return { format, task: undefined, demonstrations: [], problems };
	}
	return {
		format,
		task: taskOfColumns(table.records, columns),
		...readRows(table, record => readFieldRecord(record, columns)),
	};
}

function columnsOf({ names, records }: Table, mapping?: FieldMapping): FieldColumns | undefined {
	if (mapping !== undefined) {
		return mappedColumns(mapping);
	}
	return records.length === 0
		? recogniseColumns(names.filter(name => name !== undefined))
		: (fieldColumnsOf(records) ?? scatteredColumns(records));
}

/** A label beside columns of other names: all of those are the input, if one of them at least holds sentences. */
function scatteredColumns(records: readonly FieldRecord[]): FieldColumns | undefined {
	const names = usualNames(records);
	const output = names.find(name => labelNames.test(name));
	const inputs = names.filter(name => name !== output && !/^(?:id|index|uuid|row|#)$/i.test(name));
	const hasSentences = inputs.some(name => isUsual(records, name, text => /\p{L}{2}\s+\S*?\p{L}{2}/u.test(text)));
	return output === undefined || !hasSentences ? undefined : { inputs, output };
}

function insert(
	document: SourceDocument,
	set: DemonstrationSet,
	additions: readonly NewDemonstration[],
	options?: ParseOptions,
): readonly TextEdit[] {
	if (additions.length === 0) {
		return [];
	}
	const { text } = document;
	const table = readTable(text);
	const columns = columnsOf(table, options?.mapping);
	if (columns === undefined) {
		throw cannotInsert(l10n.t('no columns for an input and an output are known. Name them in a mapping'));
	}
	const rows = additions.map(({ input, output }) => {
		return new Map([...inputValues(columns.inputs, input), [columns.output, output]]);
	});
	const edits = insertRows(text, table, rows);
	checkRows(set, parse({ ...document, text: applyEdits(text, edits) }, options), additions);
	return edits;
}

function remove({ text }: SourceDocument, { demonstrations }: DemonstrationSet, id: string): readonly TextEdit[] {
	const demonstration = demonstrations.find(candidate => candidate.id === id);
	return demonstration === undefined ? [] : removeRow(text, demonstration);
}
