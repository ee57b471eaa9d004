import type { TaskDefinition } from '../demonstration';
import { cannotInsert } from '../edits';
import type { FieldMapping } from '../format';
import { joinFields, splitInput, type NamedField } from '../inputParts';
import { elementsOf, fieldOf, isJsonObject, membersOf, type JsonNode } from '../json/jsonSource';
import { RawJson } from '../json/jsonStyle';
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

/** Records with a key for the input and one for the output. */
export function columnLayout(
	text: string,
	records: readonly JsonNode[],
	mapping?: FieldMapping,
): RecordLayout | undefined {
	const columns = columnsOf(records);
	const names = mapping === undefined ? detect(columns, records.length) : mappedNames(mapping);
	if (names === undefined) {
		return undefined;
	}
	const isConstant = (key: string) => {
		const column = columns.get(key);
		return column !== undefined && column.constant && column.count === records.length;
	};
	const taskKey = mapping === undefined ? findTaskKey(columns, names, isConstant) : undefined;
	const used: ColumnNames = { ...names, inputs: names.inputs.filter(key => key !== taskKey) };

	const kinds = new Map<string, string | undefined>();
	const kindUnder = (path: string) => {
		if (!kinds.has(path)) {
			kinds.set(path, sharedKind(records.map(record => resolve(text, record, path)?.value)));
		}
		return kinds.get(path);
	};

	return {
		task: taskKey === undefined ? undefined : taskOf(text, records, taskKey),
		read: record => read(text, record, used),
		compose: ({ input, output }) => {
			const record = recordLike(text, records, key => key === taskKey);
			const values = splitInput(used.inputs, input);
			used.inputs.forEach((path, index) => setAt(record, path, asKind(values[index] ?? '', kindUnder(path))));
			setAt(record, used.output, asKind(output, kindUnder(used.output)));
			return record;
		},
	};
}

function columnsOf(records: readonly JsonNode[]): ReadonlyMap<string, Column> {
	const columns = new Map<string, Column>();
	for (const { value: record } of records) {
		const values = record as Readonly<Record<string, unknown>>;
		for (const key of Object.keys(values)) {
			const value = values[key];
			let column = columns.get(key);
			if (column === undefined) {
				column = { count: 0, filled: 0, first: value, constant: typeof value !== 'object' || value === null };
				columns.set(key, column);
			}
			column.count++;
			column.filled += typeof value === 'string' && value.trim() !== '' ? 1 : 0;
			column.constant &&= value === column.first;
		}
	}
	return columns;
}

/** The columns of more than half of the records. The input must be text as often. */
function detect(columns: ReadonlyMap<string, Column>, total: number): ColumnNames | undefined {
	const usual = [...columns].filter(([, column]) => column.count * 2 > total);
	const names = recogniseColumns(usual.map(([key]) => key));
	const main = columns.get(names?.inputs[0] ?? '');
	return main !== undefined && main.filled * 2 > total ? names : undefined;
}

function mappedNames({ input, output, rationale }: FieldMapping): ColumnNames {
	return { inputs: [input], output, ...(rationale !== undefined && { rationale }) };
}

/** A key that says the task; an input only where another input stands beside it in every record. */
function findTaskKey(
	columns: ReadonlyMap<string, Column>,
	{ inputs, output }: ColumnNames,
	isConstant: (key: string) => boolean,
): string | undefined {
	return [...columns].find(([key, column]) => {
		const [left] = inputs.filter(input => input !== key);
		const free = left !== undefined && (!inputs.includes(key) || columns.get(left)?.filled === column.count);
		return free && key !== output && namesTask(key) && isConstant(key) && column.filled === column.count;
	})?.[0];
}

function taskOf(text: string, records: readonly JsonNode[], key: string): TaskDefinition | undefined {
	const [first] = records;
	const node = first === undefined ? undefined : resolve(text, first, key);
	return node === undefined ? undefined : { ...fieldOf(text, node), source: 'file' };
}

function read(
	text: string,
	record: JsonNode,
	{ inputs, output, rationale }: ColumnNames,
): ReturnType<RecordLayout['read']> {
	const parts: NamedField[] = [];
	const members = membersOf(text, record);
	for (const name of inputs) {
		const node = resolve(text, record, name, members);
		if (node !== undefined && node.value !== null) {
			parts.push({ name, field: fieldOf(text, node) });
		} else if (parts.length === 0) {
			return `has no "${name}"`;
		}
	}
	const answer = resolve(text, record, output, members);
	if (answer === undefined || answer.value === null) {
		return `has no "${output}"`;
	}
	const reason = rationale === undefined ? undefined : resolve(text, record, rationale, members);
	return {
		input: joinFields(parts),
		output: fieldOf(text, answer),
		...(reason !== undefined && reason.value !== null && { rationale: fieldOf(text, reason) }),
	};
}

/** The value under a key, or under a path of keys and indexes with dots between them. */
function resolve(
	text: string,
	record: JsonNode,
	path: string,
	members = membersOf(text, record),
): JsonNode | undefined {
	const direct = members.get(path);
	if (direct !== undefined || !path.includes('.')) {
		return direct;
	}
	let node: JsonNode | undefined = record;
	for (const step of path.split('.')) {
		node = node && (Array.isArray(node.value) ? elementsOf(text, node)[Number(step)] : membersOf(text, node).get(step));
	}
	return node;
}

/** The kind of JSON value that all are of, or nothing. */
function sharedKind(values: readonly unknown[]): string | undefined {
	const kinds = new Set(values.map(kindOf));
	return kinds.size === 1 ? [...kinds][0] : undefined;
}

/** The text as a value of the kind, where it is one; otherwise as a string. */
function asKind(text: string, kind: string | undefined): unknown {
	if (kind === undefined || kind === 'string') {
		return text;
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
		throw cannotInsert(`the mapping "${path}" goes into a list. Write the line by hand`);
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
