import type { JsonNode } from '../json/jsonSource';
import { isList, isObject, valueAt } from '../json/jsonTree';
import { columnLayout, mappedColumns, type RecordColumns } from '../records/columnLayout';
import { companionsLast } from '../records/columnNames';
import { treeFormat } from './json/treeFormat';

/**
 * Examples of DSPy, each with its data and the keys that are inputs; every list of them is a set of its own, so that
 * those to train on and those to validate with stay apart.
 */
export const dspyDataset = treeFormat({
	id: 'dspy-dataset',
	title: 'DSPy dataset',
	noun: 'example',
	confidence: 0.9,
	findSets: (text, root, mapping) => {
		const lists = isList(root) ? [['', root] as const] : [...(root.members ?? [])];
		return lists.flatMap(([name, list]) => {
			const columns = isList(list) ? columnsOf(list.elements) : undefined;
			const layout = (records: readonly JsonNode[]) =>
				columns && columnLayout(text, records, mapping === undefined ? columns : mappedColumns(mapping));
			return columns === undefined ? [] : [{ name, lists: [list], target: list, layout }];
		});
	},
});

/** What the examples name as inputs; the rest of their data is the output. */
function columnsOf(examples: readonly JsonNode[]): RecordColumns | undefined {
	const inputs = new Set<string>();
	const outputs = new Set<string>();
	for (const example of examples) {
		const data = valueAt(example, 'data');
		const keys = valueAt(example, 'input_keys')?.value;
		if (isObject(data) && Array.isArray(keys)) {
			for (const key of data.members.keys()) {
				(keys.includes(key) ? inputs : outputs).add(key);
			}
		}
	}
	const paths = (names: ReadonlySet<string>) => companionsLast([...names]).map(name => `data.${name}`);
	return inputs.size === 0 || outputs.size === 0
		? undefined
		: { inputs: paths(inputs), outputs: paths(outputs), partial: true };
}
