import * as l10n from '@vscode/l10n';
import type { TextEdit } from '../../../base/textRange';
import type { DemonstrationSet, NewDemonstration, ParseProblem, TaskDefinition } from '../../demonstration';
import { cannotInsert } from '../../edits';
import type { FieldMapping, Format, ParseOptions, SourceDocument } from '../../format';
import { appendParts, fillList, removePart } from '../../json/jsonEdits';
import { isJsonObject, partsOf, wholeOf, type JsonNode } from '../../json/jsonSource';
import { readJsonTree, sampleOf } from '../../json/jsonTree';
import { JsonWriter } from '../../json/jsonWriter';
import { writeJsonField } from '../../json/writeJsonField';
import { readRecords, type RecordLayout } from '../../records/recordLayout';
import { recordProblem, type RecordNoun } from '../../records/recordProblem';
import { rewriting } from '../../rewriting';

/** One set of demonstrations in a JSON file. */
export interface RecordSet {
	/** Its name among the sets of the file. */
	readonly name: string;
	/** The arrays and objects that hold the records, in the order of reading. */
	readonly lists: readonly JsonNode[];
	/** The one of them that takes additions, or why none does, with what to do. */
	readonly target: JsonNode | string;
	/** Where the file has it apart from the records. */
	readonly task?: TaskDefinition | undefined;
	readonly problems?: readonly ParseProblem[];
	/** Whether a value is a record at all; an object is, if this is not given. */
	readonly isRecord?: (value: unknown) => boolean;
	readonly layout: (records: readonly JsonNode[]) => RecordLayout | undefined;
}

export interface TreeFormatOptions {
	readonly id: string;
	readonly title: string;
	/** What a record is called. */
	readonly noun: RecordNoun;
	/** How sure it is of a file in which it finds sets. */
	readonly confidence: number;
	/** The sets of a file in the format, or of the beginning of one; none where it is in another. */
	readonly findSets: (text: string, root: JsonNode, mapping?: FieldMapping) => readonly RecordSet[];
	/** Whether a set is enough to recognise a file by; any is, if this is not given. */
	readonly isTelling?: (set: RecordSet) => boolean;
}

/** A format of files that are one JSON value. */
export function treeFormat(options: TreeFormatOptions): Format {
	const { id: format, title, noun, confidence, findSets, isTelling = () => true } = options;
	return {
		id: format,
		title,
		detect,
		parse,
		insert,
		remove,
		...rewriting({ parse, writerFor: ({ text }) => writeJsonField(text) }),
	};

	function detect(document: SourceDocument): number {
		const root = sampleOf(document);
		return root !== undefined && findSets(document.text, root).some(isTelling) ? confidence : 0;
	}

	function parse(document: SourceDocument, options?: ParseOptions): DemonstrationSet {
		const { text } = document;
		const { root, problems: syntaxProblems } = readJsonTree(document);
		const problems = [...syntaxProblems];
		const sets = root === undefined ? [] : findSets(text, root, options?.mapping);
		const set = chosen(sets, options?.set);
		if (set === undefined) {
			if (problems.length === 0) {
				const message = l10n.t(
					'No demonstrations were found in this file. Name the keys of input and output in a mapping.',
				);
				problems.push({ message, span: start });
			}
			return { format, task: undefined, demonstrations: [], problems };
		}
		problems.push(...(set.problems ?? []));
		const records = recordsOf(text, set, set.lists, problems);
		const layout = set.layout(records);
		const demonstrations = layout === undefined ? [] : readRecords(records, layout, noun, problems);
		const names = sets.map(({ name }) => name);
		problems.sort((a, b) => a.span.start - b.span.start);
		return {
			format,
			task: set.task ?? layout?.task,
			demonstrations,
			problems,
			...((names.length > 1 || set.name !== '') && { name: set.name, names }),
		};
	}

	function recordsOf(
		text: string,
		{ isRecord = isJsonObject }: RecordSet,
		lists: readonly JsonNode[],
		problems: ParseProblem[] = [],
	): readonly JsonNode[] {
		return lists
			.flatMap(list => partsOf(text, list))
			.filter(part => {
				const taken = isRecord(part.value);
				if (!taken) {
					problems.push({
						message: recordProblem(noun, l10n.t('is a value of another kind than its siblings')),
						span: wholeOf(part),
					});
				}
				return taken;
			});
	}

	function insert(
		document: SourceDocument,
		{ name }: DemonstrationSet,
		additions: readonly NewDemonstration[],
		options?: ParseOptions,
	): readonly TextEdit[] {
		if (additions.length === 0) {
			return [];
		}
		const { text } = document;
		const { root } = readJsonTree(document);
		const sets = root === undefined ? [] : findSets(text, root, options?.mapping);
		const set = chosen(sets, name ?? options?.set);
		if (set === undefined) {
			throw cannotInsert(noSet());
		}
		const { target } = set;
		if (typeof target === 'string') {
			throw cannotInsert(target);
		}
		const records = recordsOf(text, set, [target]);
		const layout = set.layout(records);
		if (layout === undefined) {
			throw cannotInsert(noSet());
		}
		const writer = new JsonWriter(text);
		const values = additions.map(addition => layout.compose(addition));
		const keys = isJsonObject(target.value) ? newKeys(Object.keys(target.value), values.length) : undefined;
		const model = records.at(-1);
		if (model === undefined) {
			return [fillList(text, target, indentation => values.map(value => writer.spread(value, indentation)))];
		}
		const sources = values.map((value, index) => {
			const key = keys?.[index];
			return (key === undefined ? '' : writer.writeKey(key, model)) + writer.write(value, model);
		});
		return [appendParts(text, target, sources)];
	}
}

const start = { start: 0, end: 0 };

const noSet = (): string => l10n.t('it has no list of demonstrations. Write a first one by hand');

function remove(document: SourceDocument, { demonstrations }: DemonstrationSet, id: string): readonly TextEdit[] {
	const demonstration = demonstrations.find(candidate => candidate.id === id);
	const { root } = readJsonTree(document);
	return demonstration === undefined || root === undefined
		? []
		: removePart(document.text, root, demonstration.span.start);
}

/** The set of the name, or else the largest. */
function chosen(sets: readonly RecordSet[], name: string | undefined): RecordSet | undefined {
	const named = sets.find(set => set.name === name);
	const sizes = sets.map(({ lists }) => lists.reduce((size, list) => size + sizeOf(list), 0));
	return named ?? sets[sizes.indexOf(Math.max(...sizes))];
}

function sizeOf({ value }: JsonNode): number {
	return Object.keys(value as object).length;
}

/** Keys that go on as the last one does: its number counted up, or a number behind it. */
function newKeys(keys: readonly string[], count: number): readonly string[] {
	const taken = new Set(keys);
	const last = keys.at(-1) ?? '';
	const [, stem = '', digits = ''] = /^(.*?)(\d{0,15})$/s.exec(last) ?? [];
	const prefix = digits === '' && stem !== '' ? `${stem}_` : stem;
	let number = digits === '' ? 1 : Number(digits);
	return Array.from({ length: count }, () => {
		let key: string;
		do {
			number++;
			key = prefix + String(number).padStart(digits.length, '0');
		} while (taken.has(key));
		return key;
	});
}
