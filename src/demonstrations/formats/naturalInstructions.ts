import { isList, valueAt } from '../json/jsonTree';
import { elementsOf } from '../json/jsonSource';
import { instructionSet } from './json/instructionSet';
import { taskIn } from './json/taskIn';
import { treeFormat } from './json/treeFormat';

/** A task of Super-NaturalInstructions (Wang et al., 2022): definition, positive examples with explanations, instances. */
export const naturalInstructions = treeFormat({
	id: 'natural-instructions-v2',
	title: 'Natural Instructions v2',
	noun: 'example',
	confidence: 0.95,
	findSets: (text, root, mapping) => {
		const definition = valueAt(root, 'Definition');
		const instances = valueAt(root, 'Instances');
		if (!isList(definition) || !(isList(instances) || isList(valueAt(root, 'Positive Examples')))) {
			return [];
		}
		const keys = { input: 'input', output: 'output', rationale: 'explanation', ...mapping };
		const task = taskIn(text, ...elementsOf(text, definition));
		return [{ ...instructionSet(text, root, instances, keys), task }];
	},
});
