import { isMap, isSeq, type Node } from 'yaml';
import type { SourceDocument } from '../format';
import { namesTask, recogniseColumns } from '../records/columnNames';
import { fieldColumnsOf } from '../records/fieldColumns';
import { mappingsOf, recordListFormat, taskOf, type RecordList } from './yaml/recordListFormat';
import { YamlSource } from './yaml/yamlSource';

/** How much of a text `detect` looks at. */
const sampleLength = 64 * 1024;

const likely = 0.6;

/** Keys of a file that say its task, besides those that a record has. */
const taskNames = /^(?:description|prefix|prompt|system_?prompt|instructions)$/i;

/** A list of mappings with usual names, or lists of that kind under keys of their own. */
export const yamlList = recordListFormat({ id: 'yaml-list', title: 'YAML list', detect, listsOf });

function detect({ name, text }: SourceDocument): number {
	if (!/\.ya?ml$/i.test(name)) {
		return 0;
	}
	const start = text.slice(0, sampleLength);
	// Cheaper than a syntax tree, which only few files are then worth.
	const names = [...start.matchAll(/(?:^|[{,-])[ \t]*["']?(\w[\w -]*)["']?:/gm)].map(([, key = '']) => key);
	const isWorthATree = recogniseColumns(names) !== undefined;
	return isWorthATree && listsOf(new YamlSource(start)).length > 0 ? likely : 0;
}

function listsOf(yaml: YamlSource): readonly RecordList[] {
	if (!isMap(yaml.root)) {
		const list = readList(yaml, yaml.root);
		return list === undefined ? [] : [list];
	}
	const members = yaml.members(yaml.root);
	const named = [...members].find(([name]) => namesTask(name) || taskNames.test(name));
	const task = taskOf(yaml, named?.[1]);
	return [...members].flatMap(([name, node]) => {
		const list = readList(yaml, node);
		return list === undefined ? [] : [{ ...list, name, task }];
	});
}

function readList(yaml: YamlSource, node: Node | undefined): RecordList | undefined {
	const records = isSeq(node) ? mappingsOf(yaml, node) : [];
	const columns = records.length * 2 <= (isSeq(node) ? node.items.length : 0) ? undefined : fieldColumnsOf(records);
	return columns === undefined ? undefined : { list: node, columns, task: undefined, problems: [] };
}
