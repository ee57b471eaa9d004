import * as l10n from '@vscode/l10n';
import { applyEdits, type TextEdit } from '../../base/textRange';
import { withPlainLineEnds } from '../checkInsertion';
import type { DemonstrationSet, Field, NewDemonstration } from '../demonstration';
import { cannotInsert } from '../edits';
import type { FieldMapping, Format, ParseOptions, SourceDocument } from '../format';
import { inputValues, joinFields } from '../inputParts';
import type { FieldRecord } from '../records/fieldColumns';
import type { RecordFields } from '../records/recordLayout';
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
import { answerTypes, writtenTypes } from './promptfoo/answerTypes';
import { refusingReferences } from './promptfoo/refusingReferences';

/** How much `detect` looks at. */
const sampleLength = 64 * 1024;

const certain = 0.95;

/** Columns that say something of the test; every other column is a variable. */
const specialName = /^__[a-z]/i;
const expectedName = /^__expected\d*$/;
const testName = /^__(?:expected\d*|prefix|suffix|description|metric|threshold|metadata:.+|config:.+|providerOutput)$/;

/** Kinds of assertion that say nothing of the answer's words, and need not have a value. */
const otherTypes =
	/^(?:not-.+|fn|eval|javascript|python|ruby|webhook|regex|grade|llm-rubric|g-eval|model-graded-.+|answer-relevance|context-.+|select-best|cost|latency|perplexity(?:-score)?|moderation|classifier|pi|guardrails|is-.+|contains-(?:json|xml|sql|html)|file)$/;

const format = 'promptfoo-csv';

const steps = rereading({
	format,
	maximumLength: maximumTextLength,
	cut: cutTable,
	cutAgain: cutTableAgain,
	interpret,
});
const { parse } = steps;

/**
 * Tests of promptfoo as a table: a column for each variable, and columns with a `__` name for what is expected. Code
 * and files that a cell names are never run or opened.
 */
export const promptfooCsv: Format = refusingReferences({
	id: format,
	title: 'promptfoo tests (CSV)',
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
});

function detect({ name, text }: SourceDocument): number {
	if (!/\.(?:csv|tsv|tab)$/i.test(name)) {
		return 0;
	}
	const { names } = readTable(text.slice(0, sampleLength), 1);
	return names.some(column => testName.test(column ?? '')) && variablesOf(names).length > 0 ? certain : 0;
}

function variablesOf(names: Table['names'], mapping?: FieldMapping): readonly string[] {
	const known = names.filter(name => name !== undefined);
	return known.filter(name => (mapping === undefined ? !specialName.test(name) : name === mapping.input));
}

function interpret(text: string, rows: TableRows, options?: ParseOptions): DemonstrationSet {
	const table = tableOf(text, rows);
	const variables = variablesOf(table.names, options?.mapping);
	const read = (record: FieldRecord) => readTest(record, variables, options?.mapping);
	return { format, task: undefined, ...readRows(table, read) };
}

function readTest(
	{ fields }: FieldRecord,
	variables: readonly string[],
	mapping: FieldMapping | undefined,
): (Pick<RecordFields, 'input'> & { readonly output: Field | undefined }) | string {
	const parts = variables.flatMap(name => {
		const field = fields.get(name);
		return field === undefined ? [] : [{ name, field }];
	});
	if (parts.length === 0) {
		return variables.length === 1
			? l10n.t('has nothing in its variable {0}', variables.join(', '))
			: l10n.t('has nothing in its variables {0}', variables.join(', '));
	}
	const output = mapping === undefined ? answerOf(fields) : fields.get(mapping.output);
	return { input: joinFields(parts), output };
}

/** The expectation that says most of the answer. */
function answerOf(fields: ReadonlyMap<string, Field>): Field | undefined {
	let best: Expectation | undefined;
	for (const [name, field] of fields) {
		const expectation = expectedName.test(name) ? readExpectation(field) : undefined;
		if (expectation !== undefined && (best === undefined || rank(expectation) < rank(best))) {
			best = expectation;
		}
	}
	return best?.answer;
}

interface Expectation {
	readonly type: string;
	readonly answer: Field;
}

function rank({ type }: Expectation): number {
	return answerTypes.indexOf(type);
}

/** A cell `type:value`, `type(threshold):value`, or the expected answer alone; nothing for what is no answer. */
function readExpectation({ text, span }: Field): Expectation | undefined {
	const [prefix = '', type = ''] = /^([a-z][a-z-]*)(?:\([\d.]+\))?(?:: ?|$)/.exec(text) ?? [];
	if (otherTypes.test(type)) {
		return undefined;
	}
	if (!prefix.includes(':') || !answerTypes.includes(type)) {
		return { type: 'equals', answer: { text, span } };
	}
	// The prefix has no quotes, so it is as long in the source.
	return {
		type,
		answer: { text: text.slice(prefix.length), span: { start: span.start + prefix.length, end: span.end } },
	};
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
	const mapping = options?.mapping;
	const variables = variablesOf(table.names, mapping);
	const expected = table.names.find(name => name !== undefined && expectedName.test(name));
	const column = mapping?.output ?? expected;
	if (column === undefined) {
		throw cannotInsert(l10n.t('it has no column for the answer. Add one named "__expected"'));
	}
	const type = mapping === undefined ? usualType(table, column) : 'equals';
	const rows = additions.map(({ input, output }) => {
		const answer = mapping === undefined ? writeExpectation(type, output) : output;
		return new Map([...inputValues(variables, input), [column, answer]]);
	});
	const edits = insertRows(text, table, rows);
	checkRows(set, parse({ ...document, text: applyEdits(text, edits) }, options), additions);
	return edits;
}

/** The kind of assertion that most rows have, of those that take one text. */
function usualType({ records }: Table, column: string): string {
	const counts = new Map<string, number>();
	for (const { fields } of records) {
		const field = fields.get(column);
		const type = field === undefined ? undefined : readExpectation(field)?.type;
		if (type !== undefined && writtenTypes.includes(type)) {
			counts.set(type, (counts.get(type) ?? 0) + 1);
		}
	}
	const [most] = [...counts].sort((a, b) => b[1] - a[1]);
	return most?.[0] ?? 'equals';
}

/** Alone where the text is then read as an answer to be equal to, and as a whole. */
function writeExpectation(type: string, answer: string): string {
	const place = { start: 0, end: answer.length };
	const plain = type === 'equals' && readExpectation({ text: answer, span: place })?.answer.text === answer;
	const separator = answer.startsWith(' ') ? ': ' : ':';
	return plain ? answer : type + separator + answer;
}

function remove({ text }: SourceDocument, { demonstrations }: DemonstrationSet, id: string): readonly TextEdit[] {
	const demonstration = demonstrations.find(candidate => candidate.id === id);
	return demonstration === undefined ? [] : removeRow(text, demonstration);
}
