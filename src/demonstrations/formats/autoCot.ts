import * as l10n from '@vscode/l10n';
import { cannotInsert } from '../edits';
import { fieldOf, isJsonObject, membersOf, partOfString, type JsonNode } from '../json/jsonSource';
import { isList, textOf, valueAt } from '../json/jsonTree';
import { layoutOf, type RecordFields, type RecordLayout } from '../records/recordLayout';
import { recordLike } from '../records/recordLike';
import { treeFormat } from './json/treeFormat';

const answerKeys = ['pred_ans', 'gold_ans'];

/**
 * Demonstrations of Auto-CoT (Zhang et al., 2023): a question with its labels, a rationale and the answer that ends
 * it. The output is what the demonstration answers, right or wrong: `pred_ans`.
 */
export const autoCot = treeFormat({
	id: 'auto-cot',
	title: 'Auto-CoT demonstrations',
	noun: 'demonstration',
	confidence: 0.9,
	findSets: (text, root, mapping) => {
		const list = valueAt(root, 'demo');
		if (!isList(list) || !list.elements.some(isDemonstration)) {
			return [];
		}
		const layout = (records: readonly JsonNode[]) => layoutOf(text, records, mapping, questionLayout);
		return [{ name: '', lists: [list], target: list, layout }];
	},
});

function isDemonstration({ value }: JsonNode): boolean {
	return isJsonObject(value) && ['question', 'rationale', 'pred_ans'].every(key => typeof value[key] === 'string');
}

function questionLayout(text: string, records: readonly JsonNode[]): RecordLayout {
	const last = splitQuestion(textOf(valueAt(records.at(-1), 'question')));
	return {
		task: undefined,
		read: record => read(text, record),
		compose: ({ input, output }) => {
			const question = last.before + input + last.after;
			if (splitQuestion(question).question !== input) {
				throw cannotInsert(l10n.t('this input would be read as labels of a question. Reword it'));
			}
			const record = recordLike(text, records, () => false);
			const answers = answerKeys.filter(key => Object.hasOwn(record, key)).map(key => [key, output] as const);
			return { ...record, question, ...Object.fromEntries(answers) };
		},
	};
}

function read(text: string, record: JsonNode): readonly RecordFields[] | string {
	const members = membersOf(text, record);
	const question = members.get('question');
	const answer = members.get('pred_ans');
	if (typeof question?.value !== 'string') {
		return l10n.t('has no "{0}"', 'question');
	}
	if (answer === undefined || answer.value === null) {
		return l10n.t('has no "{0}"', 'pred_ans');
	}
	const { before, question: asked } = splitQuestion(question.value);
	const rationale = members.get('rationale');
	return [
		{
			input: partOfString(text, question, before.length, before.length + asked.length),
			output: fieldOf(text, answer),
			...(typeof rationale?.value === 'string' && { rationale: fieldOf(text, rationale) }),
		},
	];
}

/** A question without the `Q:` before it and the `A:` after it. */
function splitQuestion(text: string): { readonly before: string; readonly question: string; readonly after: string } {
	const [, before = '', question = text, after = ''] = /^(Q: ?)?([^]*?)(\n?A:)?$/.exec(text) ?? [];
	return { before, question, after };
}
