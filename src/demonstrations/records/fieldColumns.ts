import * as l10n from '@vscode/l10n';
import type { Span } from '../../base/textRange';
import type { Field, TaskDefinition } from '../demonstration';
import type { FieldMapping } from '../format';
import type { NamedField } from '../demonstration';
import { joinFields } from '../inputParts';
import { namesTask, recogniseColumns, type ColumnNames } from './columnNames';
import type { RecordFields } from './recordLayout';

/** A record whose values are fields already: a row of a table, a mapping of YAML. */
export interface FieldRecord {
	/** The values that are there, by name, in the file's order. */
	readonly fields: ReadonlyMap<string, Field>;
	readonly span: Span;
}

/** What the names of a file's records mean. */
export interface FieldColumns extends ColumnNames {
	/** Under this name all records say the same of the task. */
	readonly task?: string;
}

/**
 * The columns of more than half of the records. The main input must be text as often: numbers and paths are data of
 * another kind.
 */
export function fieldColumnsOf(records: readonly FieldRecord[]): FieldColumns | undefined {
	const names = recogniseColumns(usualNames(records));
	const main = names?.inputs[0];
	if (names === undefined || main === undefined || !isUsual(records, main, isText)) {
		return undefined;
	}
	const task = usualNames(records).find(name => saysTask(records, names, name));
	return task === undefined ? names : { ...names, inputs: names.inputs.filter(name => name !== task), task };
}

export function mappedColumns({ input, output, rationale }: FieldMapping): FieldColumns {
	return { inputs: [input], output, ...(rationale !== undefined && { rationale }) };
}

/** The names that more than half of the records have. */
export function usualNames(records: readonly FieldRecord[]): readonly string[] {
	const names = new Set(records.flatMap(({ fields }) => [...fields.keys()]));
	return [...names].filter(name => isUsual(records, name, () => true));
}

/** True where the value under the name is of a kind in more than half of the records. */
export function isUsual(records: readonly FieldRecord[], name: string, isKind: (text: string) => boolean): boolean {
	const count = records.filter(({ fields }) => isKind(fields.get(name)?.text ?? '') && fields.has(name)).length;
	return count * 2 > records.length;
}

/** The fields of a record, or why it has none, in words that go on after "This row" or "This item". */
export function readFieldRecord({ fields }: FieldRecord, columns: FieldColumns): RecordFields | string {
	const parts: NamedField[] = [];
	for (const name of columns.inputs) {
		const field = fields.get(name);
		if (field !== undefined) {
			parts.push({ name, field });
		}
	}
	const [main = ''] = columns.inputs;
	if (parts.length === 0) {
		return l10n.t('has no "{0}"', main);
	}
	const output = fields.get(columns.output);
	if (output === undefined) {
		return l10n.t('has no "{0}"', columns.output);
	}
	const rationale = columns.rationale === undefined ? undefined : fields.get(columns.rationale);
	return { input: joinFields(parts), output, ...(rationale && { rationale }) };
}

export function taskOfColumns(records: readonly FieldRecord[], { task }: FieldColumns): TaskDefinition | undefined {
	const field = task === undefined ? undefined : records[0]?.fields.get(task);
	return field === undefined ? undefined : { ...field, source: 'file' };
}

function isText(text: string): boolean {
	const isNumber = !Number.isNaN(Number(text));
	const isPath = !/\s/.test(text) && /[\\/]|\.\w{1,5}$/.test(text);
	return !isNumber && !isPath;
}

function saysTask(records: readonly FieldRecord[], { inputs, output }: ColumnNames, name: string): boolean {
	if (!namesTask(name) || name === output) {
		return false;
	}
	const [left] = inputs.filter(input => input !== name);
	const text = records[0]?.fields.get(name)?.text ?? '';
	const isShared = text.trim() !== '' && records.every(({ fields }) => fields.get(name)?.text === text);
	const isFree = left !== undefined && (!inputs.includes(name) || records.every(({ fields }) => fields.has(left)));
	return isShared && isFree;
}
