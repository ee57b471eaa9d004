import { isList, isObject, isText, valueAt } from '../json/jsonTree';
import { instructionSet } from './json/instructionSet';
import { taskIn } from './json/taskIn';
import { treeFormat } from './json/treeFormat';

/** Keys of the instructions, of which a task has some beside its definition. */
const instructionKeys = ['Title', 'Prompt', 'Things to Avoid', 'Emphasis & Caution'];

/** A task of Natural Instructions (Mishra et al., 2022): instructions under their headings, examples with reasons. */
export const naturalInstructionsV1 = treeFormat({
	id: 'natural-instructions-v1',
	title: 'Natural Instructions v1',
	noun: 'example',
	confidence: 0.95,
	findSets: (text, root, mapping) => {
		const definition = valueAt(root, 'Definition');
		const examples = valueAt(root, 'Examples');
		const instances = valueAt(root, 'Instances');
		const hasRecords = isObject(examples) || isList(instances);
		if (!isText(definition) || !hasRecords || !instructionKeys.some(key => isText(valueAt(root, key)))) {
			return [];
		}
		const keys = { input: 'input', output: 'output', rationale: 'reason', ...mapping };
		return [{ ...instructionSet(text, examples, instances, keys), task: taskIn(text, definition) }];
	},
});
