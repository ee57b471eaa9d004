import * as l10n from '@vscode/l10n';
import type { FieldMapping } from '../format';
import { fieldOf, isJsonObject, type JsonNode } from '../json/jsonSource';
import { isList, isText, textOf, valueAt } from '../json/jsonTree';
import { columnLayout, mappedColumns } from '../records/columnLayout';
import { usualLayout, type LayoutFinder } from '../records/recordLayout';
import { taskIn } from './json/taskIn';
import { treeFormat } from './json/treeFormat';
import { templateColumns } from './langChain/templateColumns';

/**
 * A few-shot prompt that LangChain has saved, with its examples. Its prefix is the task. Examples that it keeps in
 * another file are named, not read.
 */
export const langChainJson = treeFormat({
	id: 'langchain-json',
	title: 'LangChain few-shot prompt (JSON)',
	noun: 'example',
	confidence: 0.95,
	findSets: (text, root, mapping) => {
		if (valueAt(root, '_type')?.value !== 'few_shot') {
			return [];
		}
		const task = taskIn(text, valueAt(root, 'prefix'));
		const examples = valueAt(root, 'examples');
		const layout = layoutFinder(root, mapping);
		const set = { name: '', task, layout: (records: readonly JsonNode[]) => layout(text, records) };
		if (isList(examples)) {
			return [{ ...set, lists: [examples], target: examples }];
		}
		const target = l10n.t('it has no list of examples. Write one under "examples", or open the file that it names');
		return [{ ...set, lists: [], target, problems: isText(examples) ? [elsewhere(text, examples)] : [] }];
	},
});

function elsewhere(text: string, examples: JsonNode) {
	const { text: file, span } = fieldOf(text, examples);
	return {
		message: l10n.t('The examples are in another file ({0}), which is not opened. Open that file.', file),
		span,
	};
}

/** What the prompt for an example says; without such a prompt, usual names are looked for. */
function layoutFinder(root: JsonNode, mapping: FieldMapping | undefined): LayoutFinder {
	if (mapping !== undefined) {
		return (text, records) => columnLayout(text, records, mappedColumns(mapping));
	}
	const template = textOf(valueAt(root, 'example_prompt', 'template'));
	return (text, records) => {
		const names = new Set(records.flatMap(({ value }) => (isJsonObject(value) ? Object.keys(value) : [])));
		const columns = templateColumns(template, [...names]);
		return columns === undefined
			? usualLayout(text, records)
			: columnLayout(text, records, { inputs: columns.inputs, outputs: [columns.output] });
	};
}
