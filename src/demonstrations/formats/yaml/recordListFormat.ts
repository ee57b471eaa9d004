import * as l10n from '@vscode/l10n';
import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { applyEdits, type TextEdit } from '../../../base/textRange';
import type {
	Demonstration,
	DemonstrationSet,
	Field,
	NewDemonstration,
	ParseProblem,
	TaskDefinition,
} from '../../demonstration';
import { checkInsertion } from '../../checkInsertion';
import { cannotInsert, cannotRemove } from '../../edits';
import type { Format, ParseOptions, SourceDocument } from '../../format';
import { inputValues } from '../../inputParts';
import {
	mappedColumns,
	readFieldRecord,
	taskOfColumns,
	type FieldColumns,
	type FieldRecord,
} from '../../records/fieldColumns';
import { recordProblem } from '../../records/recordProblem';
import { rewriting } from '../../rewriting';
import { insertMappings, removeItem } from './listEdits';
import { itemsOf } from './listItems';
import { writeYamlField } from './writeYamlField';
import { contentEnd, startOf, YamlSource } from './yamlSource';

/** A list of mappings in a YAML file, each of them a demonstration. */
export interface RecordList {
	/** Where a file has several: which one this is. */
	readonly name?: string;
	readonly list: Node | undefined;
	/** What the names in the mappings mean; nothing where that cannot be said. */
	readonly columns: FieldColumns | undefined;
	readonly task: TaskDefinition | undefined;
	readonly problems: readonly ParseProblem[];
}

/** A kind of YAML file that keeps demonstrations as lists of mappings. */
export interface RecordListKind {
	readonly id: string;
	readonly title: string;
	readonly detect: (document: SourceDocument) => number;
	/** The lists of a file that hold demonstrations, none or more. */
	readonly listsOf: (yaml: YamlSource) => readonly RecordList[];
}

/** A format for one kind of such files. Tags are names, and paths are texts: nothing is run or opened. */
export function recordListFormat({ id, title, detect, listsOf }: RecordListKind): Format {
	const read = (yaml: YamlSource, options: ParseOptions | undefined) => {
		const lists = listsOf(yaml).map(list =>
			options?.mapping === undefined ? list : { ...list, columns: mappedColumns(options.mapping) },
		);
		const readings = lists.map(list => ({ ...list, ...readList(yaml, list) }));
		const largest = readings.toSorted((a, b) => b.demonstrations.length - a.demonstrations.length)[0];
		const names = lists.map(({ name }) => name).filter(name => name !== undefined);
		return { reading: readings.find(({ name }) => name !== undefined && name === options?.set) ?? largest, names };
	};

	function parse({ text }: SourceDocument, options?: ParseOptions): DemonstrationSet {
		const yaml = new YamlSource(text);
		const { reading, names } = read(yaml, options);
		return {
			format: id,
			task: reading?.task,
			demonstrations: reading?.demonstrations ?? [],
			problems: [...yaml.problems, ...(reading?.problems ?? [])],
			...(reading?.name !== undefined && { name: reading.name, names }),
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
		const yaml = new YamlSource(document.text);
		const sameSet = set.name === undefined ? options : { ...options, set: set.name };
		const { reading } = read(yaml, sameSet);
		const columns = reading?.columns;
		if (reading === undefined || columns === undefined) {
			throw cannotInsert(l10n.t('it has no list of demonstrations of its own. Write a first one by hand'));
		}
		const values = additions.map(
			({ input, output }) => new Map([...inputValues(columns.inputs, input), [columns.output, output]]),
		);
		const edits = insertMappings(yaml, reading.list, values);
		const after = parse({ ...document, text: applyEdits(document.text, edits) }, sameSet);
		checkInsertion(
			set,
			after,
			additions,
			text => text,
			l10n.t('with these items the list would be read differently. Name the keys in a mapping'),
		);
		return edits;
	}

	function remove({ text }: SourceDocument, { demonstrations }: DemonstrationSet, id: string): readonly TextEdit[] {
		const demonstration = demonstrations.find(candidate => candidate.id === id);
		if (demonstration === undefined) {
			return [];
		}
		const yaml = new YamlSource(text);
		for (const { list } of listsOf(yaml)) {
			const index = itemsOf(yaml, list).findIndex(({ span }) => span.start === demonstration.span.start);
			if (isSeq(list) && index !== -1) {
				return removeItem(yaml, list, index);
			}
		}
		throw cannotRemove(l10n.t('it does not stand in a list of its own. Change the file by hand'));
	}

	return {
		id,
		title,
		detect,
		parse,
		insert,
		remove,
		...rewriting({ parse, writerFor: ({ text }) => writeYamlField(new YamlSource(text)) }),
	};
}

/** The mappings of a list, with those of their values that are not null. */
export function mappingsOf(yaml: YamlSource, list: Node | undefined): readonly FieldRecord[] {
	const items = isSeq(list) ? itemsOf(yaml, list) : [];
	return items.filter(({ node }) => isMap(node)).map(({ node, span }) => ({ fields: fieldsOf(yaml, node), span }));
}

function fieldsOf(yaml: YamlSource, node: Node): ReadonlyMap<string, Field> {
	const known = [...yaml.members(node)].filter(([, value]) => !isScalar(value) || value.value !== null);
	return new Map(known.map(([name, value]) => [name, yaml.field(value)]));
}

/** The text of a node, without the white space around it, as the task. */
export function taskOf(yaml: YamlSource, node: Node | undefined): TaskDefinition | undefined {
	if (!isScalar(node) || typeof node.value !== 'string' || node.value.trim() === '') {
		return undefined;
	}
	return { text: node.value.trim(), source: 'file', span: yaml.field(node).span };
}

function readList(
	yaml: YamlSource,
	{ list, columns, task, problems }: RecordList,
): Pick<DemonstrationSet, 'task' | 'demonstrations' | 'problems'> {
	const found: ParseProblem[] = [...problems];
	const demonstrations: Demonstration[] = [];
	if (columns === undefined) {
		if (isSeq(list) && list.items.length > 0) {
			const message = l10n.t('No names for an input and an output were found in this list. Name them in a mapping.');
			found.push({ message, span: { start: startOf(list), end: contentEnd(yaml.text, list) } });
		}
		return { task, demonstrations, problems: found };
	}
	for (const { node, span } of isSeq(list) ? itemsOf(yaml, list) : []) {
		const fields = isMap(node)
			? readFieldRecord({ fields: fieldsOf(yaml, node), span }, columns)
			: l10n.t('is no mapping');
		if (typeof fields === 'string') {
			found.push({ message: recordProblem('item', fields), span });
		} else {
			demonstrations.push({ id: String(demonstrations.length + 1), ...fields, span });
		}
	}
	return { task: task ?? taskOfColumns(mappingsOf(yaml, list), columns), demonstrations, problems: found };
}
