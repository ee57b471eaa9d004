import * as l10n from '@vscode/l10n';
import type { Field, NamedField, TaskDefinition } from '../demonstration';
import { cannotInsert } from '../edits';
import type { FieldMapping } from '../format';
import { joinFields, splitInput } from '../inputParts';
import { elementsOf, fieldOf, isJsonObject, membersOf, membersUnder, type JsonNode } from '../json/jsonSource';
import { RawJson } from '../json/jsonWriter';
import { namesTask, recogniseColumns, type ColumnNames } from './columnNames';
import type { RecordLayout } from './recordLayout';
import { recordLike } from './recordLike';

/** What has been seen under one key over all records. */
interface Column {
	count: number;
	/** Records in which the value is a string with something in it. */
	filled: number;
	readonly first: unknown;
	/** All values seen are the same string, number, boolean or null. */
	constant: boolean;
}

/** Under which keys records keep what: keys, or paths of keys and indexes with dots between them. */
export interface RecordColumns {
	/** At least one; the first holds the input where only one does. */
	readonly inputs: readonly string[];
	/** At least one. */
	readonly outputs: readonly string[];
	readonly rationale?: string;
	/** Under this key all records say the same of the task. */
	readonly task?: string;
	/** A record may lack any of these; one input is enough. */
	readonly partial?: boolean;
	/** A list of outputs is a choice, of which the first counts; an empty one says that there is none. */
	readonly alternatives?: boolean;
	/** A new record has these keys alone, not the others of its siblings. */
	readonly bare?: boolean;
}

/** Records with a key for the input and one for the output, or several for each. */
export function columnLayout(text: string, records: readonly JsonNode[], columns: RecordColumns): RecordLayout {
	const { inputs, outputs, rationale } = columns;
	const plan = planOf(columns);
	const kinds = new Map<string, string | undefined>();
	const kindUnder = (path: string) => {
		if (!kinds.has(path)) {
			kinds.set(path, sharedKind(records.flatMap(record => resolve(text, record, path) ?? [])));
		}
		return kinds.get(path);
	};
	const setAll = (record: Record<string, unknown>, paths: readonly string[], joined: string) => {
		const values = splitInput(paths.map(lastStep), joined);
		paths.forEach((path, index) => setAt(record, path, asKind(values[index] ?? '', kindUnder(path))));
	};
	return {
		task: columns.task === undefined ? undefined : taskOf(text, records, columns.task),
		read: record => read(text, record, columns.alternatives === true, plan),
		compose: ({ input, output }) => {
			const record = columns.bare === true ? {} : recordLike(text, records, key => key === columns.task);
			setAll(record, inputs, input);
			if (columns.alternatives === true && kindUnder(outputs[0] ?? '') === 'array') {
				setAt(record, outputs[0] ?? '', [output]);
			} else {
				setAll(record, outputs, output);
			}
			if (rationale !== undefined && records.length === 0) {
				setAt(record, rationale, '');
			}
			return record;
		},
	};
}

/** The columns of any usual names, where more than half of the records have them. */
export function detectColumns(records: readonly JsonNode[]): RecordColumns | undefined {
	const columns = columnsOf(records);
	const names = detect(columns, records.length);
	if (names === undefined) {
		return undefined;
	}
	const { inputs, output, rationale } = names;
	return withTask(records, { inputs, outputs: [output], ...(rationale !== undefined && { rationale }) }, columns);
}

/** The same columns, with the task in one of its own where all records agree on it. */
export function withTask(
	records: readonly JsonNode[],
	columns: RecordColumns,
	seen: ReadonlyMap<string, Column> = columnsOf(records),
): RecordColumns {
	const task = findTaskKey(seen, columns, records.length);
	return task === undefined ? columns : { ...columns, inputs: columns.inputs.filter(key => key !== task), task };
}

export function mappedColumns({ input, output, rationale }: FieldMapping): RecordColumns {
	return { inputs: [input], outputs: [output], ...(rationale !== undefined && { rationale }) };
}

function columnsOf(records: readonly JsonNode[]): ReadonlyMap<string, Column> {
	const columns = new Map<string, Column>();
	for (const { value: record } of records) {
		const values = record as Readonly<Record<string, unknown>>;
		for (const key in values) {
			const value = values[key];
			let column = columns.get(key);
			if (column === undefined) {
				column = { count: 0, filled: 0, first: value, constant: typeof value !== 'object' || value === null };
				columns.set(key, column);
			}
			column.count++;
			column.filled += typeof value === 'string' && isFilled(value) ? 1 : 0;
			column.constant &&= value === column.first;
		}
	}
	return columns;
}

/** The first unit mostly tells. */
function isFilled(text: string): boolean {
	const first = text.charCodeAt(0);
	return (first > 32 && first < 127) || /\S/.test(text);
}

/** The columns of more than half of the records. The input must be text as often. */
function detect(columns: ReadonlyMap<string, Column>, total: number): ColumnNames | undefined {
	const usual = [...columns].filter(([, column]) => column.count * 2 > total);
	const names = recogniseColumns(usual.map(([key]) => key));
	const [key = ''] = names?.inputs ?? [];
	const main = columns.get(key);
	if (main === undefined || main.filled * 2 <= total) {
		return undefined;
	}
	// The edges of a graph have a source and a target too, but no sentences.
	const isName = /^source$/i.test(key) && !/\S\s+\S/.test(String(main.first));
	return isName ? undefined : names;
}

/** A key that says the task; an input only where another input stands beside it in every record. */
function findTaskKey(
	columns: ReadonlyMap<string, Column>,
	{ inputs, outputs }: RecordColumns,
	total: number,
): string | undefined {
	return [...columns].find(([key, { constant, count, filled }]) => {
		const [left] = inputs.filter(input => input !== key);
		const isFree = left !== undefined && (!inputs.includes(key) || columns.get(left)?.filled === count);
		const isShared = constant && count === total && filled === count;
		return isFree && isShared && !outputs.includes(key) && namesTask(key);
	})?.[0];
}

function taskOf(text: string, records: readonly JsonNode[], key: string): TaskDefinition | undefined {
	const [first] = records;
	const node = first === undefined ? undefined : resolve(text, first, key);
	return node === undefined ? undefined : { ...fieldOf(text, node), source: 'file' };
}

/** The columns, laid out for reading many records: the paths to look up at once, and which of them each column is. */
interface ReadingPlan {
	readonly paths: readonly string[];
	/** Those that a record must have. */
	readonly required: readonly PlannedColumn[];
	readonly inputs: readonly PlannedColumn[];
	readonly outputs: readonly PlannedColumn[];
	readonly rationale: number | undefined;
}

interface PlannedColumn {
	readonly path: string;
	readonly name: string;
	readonly place: number;
}

function planOf({ inputs, outputs, rationale, partial = false }: RecordColumns): ReadingPlan {
	const paths = [...new Set([...inputs, ...outputs, ...(rationale === undefined ? [] : [rationale])])];
	const planned = (path: string) => ({ path, name: lastStep(path), place: paths.indexOf(path) });
	return {
		paths,
		required: partial ? [] : [...inputs.slice(0, 1), ...outputs].map(planned),
		inputs: inputs.map(planned),
		outputs: outputs.map(planned),
		rationale: rationale === undefined ? undefined : paths.indexOf(rationale),
	};
}

function read(
	text: string,
	record: JsonNode,
	alternatives: boolean,
	{ paths, required, inputs, outputs, rationale }: ReadingPlan,
): ReturnType<RecordLayout['read']> {
	const nodes = resolveAll(text, record, paths);
	const missing = firstAbsent(required, nodes);
	const input = fieldUnder(text, inputs, nodes);
	if (missing !== undefined || input === undefined) {
		return l10n.t('has no "{0}"', missing?.path ?? inputs[0]?.path ?? '');
	}
	const answers = alternatives ? nodes.map(node => node && firstChoice(text, node)) : nodes;
	const fields = { input, output: fieldUnder(text, outputs, answers) };
	const reason = rationale === undefined ? undefined : nodes[rationale];
	return [reason === undefined || reason.value === null ? fields : { ...fields, rationale: fieldOf(text, reason) }];
}

function firstAbsent(
	columns: readonly PlannedColumn[],
	nodes: readonly (JsonNode | undefined)[],
): PlannedColumn | undefined {
	for (const column of columns) {
		if (isAbsent(nodes[column.place])) {
			return column;
		}
	}
	return undefined;
}

function isAbsent(node: JsonNode | undefined): boolean {
	return node === undefined || node.value === null;
}

/** What stands under the columns, as one field; nothing where all are absent. */
function fieldUnder(
	text: string,
	columns: readonly PlannedColumn[],
	nodes: readonly (JsonNode | undefined)[],
): Field | undefined {
	const only = columns[0];
	if (only !== undefined && columns.length === 1) {
		const node = nodes[only.place];
		return node === undefined || node.value === null ? undefined : fieldOf(text, node);
	}
	const parts: NamedField[] = [];
	for (const { name, place } of columns) {
		const node = nodes[place];
		if (node === undefined || node.value === null) {
			continue;
		}
		const field = fieldOf(text, node);
		// Among other values an empty list or object says nothing.
		parts.push({ name, field: isEmptyList(node.value) ? { ...field, text: '' } : field });
	}
	return parts.length === 0 ? undefined : joinFields(parts);
}

/** Of a list of answers that are all right the first. */
function firstChoice(text: string, node: JsonNode): JsonNode | undefined {
	return Array.isArray(node.value) ? elementsOf(text, node)[0] : node;
}

function isEmptyList(value: unknown): boolean {
	return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function lastStep(path: string): string {
	return path.slice(path.lastIndexOf('.') + 1);
}

/** The value under a key, or under a path of keys and indexes with dots between them. */
function resolve(text: string, record: JsonNode, path: string): JsonNode | undefined {
	return resolveAll(text, record, [path])[0];
}

/** The same for several paths, each given once. */
function resolveAll(text: string, record: JsonNode, paths: readonly string[]): readonly (JsonNode | undefined)[] {
	const direct = membersUnder(text, record, paths);
	return direct.includes(undefined)
		? paths.map((path, index) => direct[index] ?? (path.includes('.') ? follow(text, record, path) : undefined))
		: direct;
}

function follow(text: string, record: JsonNode, path: string): JsonNode | undefined {
	let node: JsonNode | undefined = record;
	for (const step of path.split('.')) {
		node = node && (Array.isArray(node.value) ? elementsOf(text, node)[Number(step)] : membersOf(text, node).get(step));
	}
	return node;
}

/** The text as a value of the kind that its siblings are of, where it is one; otherwise as a string. */
export function valueLike(text: string, siblings: readonly JsonNode[]): unknown {
	return asKind(text, sharedKind(siblings));
}

/** The kind of JSON value that all are of, or nothing. */
function sharedKind(nodes: readonly JsonNode[]): string | undefined {
	const kinds = new Set(nodes.map(({ value }) => kindOf(value)));
	return kinds.size === 1 ? [...kinds][0] : undefined;
}

/** The text as a value of the kind, where it is one; otherwise as a string. */
function asKind(text: string, kind: string | undefined): unknown {
	if (kind === undefined || kind === 'string') {
		return text;
	}
	if (text === '' && (kind === 'array' || kind === 'object')) {
		return kind === 'array' ? [] : {};
	}
	try {
		const value: unknown = JSON.parse(text);
		if (kindOf(value) !== kind) {
			return text;
		}
		return typeof value === 'object' ? value : new RawJson(text.trim());
	} catch {
		return text;
	}
}

function kindOf(value: unknown): string {
	return Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
}

/** @throws {UserError} `format.cannotInsert`: the path goes into a list */
function setAt(record: Record<string, unknown>, path: string, value: unknown): void {
	if (Object.hasOwn(record, path) || !path.includes('.')) {
		record[path] = value;
		return;
	}
	const steps = path.split('.');
	const last = steps.pop() ?? path;
	if (steps.concat(last).some(step => /^\d+$/.test(step))) {
		throw cannotInsert(l10n.t('the mapping "{0}" goes into a list. Write the record by hand', path));
	}
	let container = record;
	for (const step of steps) {
		const inner = container[step];
		const next = isJsonObject(inner) && !(inner instanceof RawJson) ? { ...inner } : {};
		container[step] = next;
		container = next;
	}
	container[last] = value;
}
