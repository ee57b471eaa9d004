import { isJsonObject, partsOf } from '../json/jsonSource';
import { isObject, valueAt } from '../json/jsonTree';
import { columnLayout, mappedColumns, type RecordColumns } from '../records/columnLayout';
import { treeFormat } from './json/treeFormat';

/** What examples are made of, by task; the effect stands for its pair, which would give the answer away. */
const kinds: readonly RecordColumns[] = [
	{ inputs: ['input'], outputs: ['output'], alternatives: true },
	{ inputs: ['effect'], outputs: ['cause'] },
	{ inputs: ['items'], outputs: ['concept'] },
];

/** A task of Instruction Induction (Honovich et al., 2022): numbered examples beside their number. */
export const instructionInduction = treeFormat({
	id: 'instruction-induction',
	title: 'Instruction Induction',
	noun: 'example',
	confidence: 0.9,
	findSets: (text, root, mapping) => {
		const examples = valueAt(root, 'examples');
		if (!isObject(examples) || valueAt(root, 'metadata', 'num_examples') === undefined) {
			return [];
		}
		const [first] = partsOf(text, examples);
		const has = (key: string) => isJsonObject(first?.value) && key in first.value;
		const kind = kinds.find(({ inputs, outputs }) => [...inputs, ...outputs].every(has));
		const columns = mapping === undefined ? kind : mappedColumns(mapping);
		return columns === undefined
			? []
			: [
					{
						name: '',
						lists: [examples],
						target: examples,
						layout: records => columnLayout(text, records, columns),
					},
				];
	},
});
