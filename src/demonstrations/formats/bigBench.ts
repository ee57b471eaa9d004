import * as l10n from '@vscode/l10n';
import type { Field } from '../demonstration';
import { endOfString, fieldOf, isJsonObject, membersOf, type JsonNode } from '../json/jsonSource';
import { isList, isText, valueAt } from '../json/jsonTree';
import { columnLayout } from '../records/columnLayout';
import type { RecordLayout } from '../records/recordLayout';
import { recordLike } from '../records/recordLike';
import { taskIn } from './json/taskIn';
import { treeFormat } from './json/treeFormat';

const scoresKey = 'target_scores';

const columns = { inputs: ['input'], outputs: ['target'], alternatives: true };

/** What a task of BIG-bench says of itself; BIG-Bench Hard has kept the canary alone. */
const markers = ['canary', 'task_prefix', 'preferred_score', 'metrics', 'keywords'];

/**
 * A task of BIG-bench (Srivastava et al., 2022) or BIG-Bench Hard (Suzgun et al., 2022): examples with a target, of
 * several the first, or with scored choices, of which the best is the output.
 */
export const bigBench = treeFormat({
	id: 'big-bench',
	title: 'BIG-bench task',
	noun: 'example',
	confidence: 0.9,
	findSets: (text, root, mapping) => {
		const examples = valueAt(root, 'examples');
		const isTask = markers.some(key => valueAt(root, key) !== undefined);
		if (!isTask || !isList(examples) || !examples.elements.some(isExample)) {
			return [];
		}
		const layout = (records: readonly JsonNode[]) =>
			mapping === undefined && records.some(record => valueAt(record, scoresKey) !== undefined)
				? scoredLayout(text, records)
				: columnLayout(text, records, {
						...columns,
						...(mapping && { inputs: [mapping.input], outputs: [mapping.output] }),
					});
		const task = taskIn(text, valueAt(root, 'task_prefix')) ?? taskIn(text, valueAt(root, 'description'));
		return [{ name: '', lists: [examples], target: examples, task, layout }];
	},
});

function isExample(node: JsonNode): boolean {
	return isText(valueAt(node, 'input')) && (valueAt(node, 'target') ?? valueAt(node, scoresKey)) !== undefined;
}

function scoredLayout(text: string, records: readonly JsonNode[]): RecordLayout {
	const choices = sharedChoices(records);
	return {
		task: undefined,
		read: record => {
			const input = valueAt(record, 'input');
			const best = bestChoice(text, valueAt(record, scoresKey));
			if (input === undefined || best === undefined) {
				return l10n.t('has no "{0}"', input === undefined ? 'input' : scoresKey);
			}
			return [{ input: fieldOf(text, input), output: best }];
		},
		compose: ({ input, output }) => {
			const scores = Object.fromEntries([...choices, output].map(choice => [choice, choice === output ? 1 : 0]));
			return { ...recordLike(text, records, () => false), input, [scoresKey]: scores };
		},
	};
}

/** The choice with the highest score, of equal ones the first, as a field: its key is what it says. */
function bestChoice(text: string, scores: JsonNode | undefined): Field | undefined {
	const choices = scores === undefined ? [] : [...membersOf(text, scores)];
	const highest = Math.max(...choices.map(([, { value }]) => Number(value)));
	const best = choices.find(([, { value }]) => Number(value) === highest);
	if (best === undefined) {
		return undefined;
	}
	const [choice, { whole, span }] = best;
	const start = whole?.start ?? span.start;
	// A key whose quote is never closed ends at its value, or where it begins if it has none of its own.
	const end = Math.min(endOfString(text, start) - 1, span.start);
	return { text: choice, span: { start: start + 1, end: Math.max(start + 1, end) } };
}

/** The choices that all examples have, where they are the same. */
function sharedChoices(records: readonly JsonNode[]): readonly string[] {
	const lists = records.map(record => {
		const scores = valueAt(record, scoresKey)?.value;
		return isJsonObject(scores) ? Object.keys(scores) : [];
	});
	const [first = []] = lists;
	return lists.every(list => list.join('\n') === first.join('\n')) ? first : [];
}
