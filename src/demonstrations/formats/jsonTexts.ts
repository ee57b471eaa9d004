import * as l10n from '@vscode/l10n';
import { cannotInsert } from '../edits';
import { isJsonObject, partsOf, fieldOf, partOfString, type JsonNode } from '../json/jsonSource';
import { isList, textOf } from '../json/jsonTree';
import type { RecordLayout } from '../records/recordLayout';
import type { RecordSet } from './json/treeFormat';
import { treeFormat } from './json/treeFormat';

const outputLabel = /\n[ \t]*(?:Output|Answer|A|Response|Completion|Label|Target): ?/g;

/**
 * Prompts as strings in a list, or under their names. One that has a single label for an output, such as "Output:", is
 * an input with that output; a prompt with several demonstrations inside is one input without an output.
 */
export const jsonTexts = treeFormat({
	id: 'json-texts',
	title: 'JSON list or map of prompts',
	noun: 'value',
	confidence: 0.55,
	findSets: (text, root) => {
		const candidates = [['', root] as const, ...(root.members ?? [])];
		return candidates.flatMap(([name, list]): readonly RecordSet[] =>
			holdsPrompts(text, list) ? [{ name, lists: [list], target: targetIn(text, list), isRecord, layout }] : [],
		);

		function layout(records: readonly JsonNode[]): RecordLayout {
			return layoutOf(text, records);
		}
	},
});

/** Most of the values are texts of several lines with labels; in a list, with one label for an output. */
function holdsPrompts(text: string, list: JsonNode): boolean {
	const parts = partsOf(text, list);
	const isPrompt = ({ value }: JsonNode) =>
		typeof value === 'string' && (isList(list) ? splitPrompt(value) !== undefined : labelsIn(value) > 1);
	return (isList(list) || isJsonObject(list.value)) && parts.filter(isPrompt).length * 2 > parts.length;
}

function labelsIn(prompt: string): number {
	return prompt.match(/^[ \t]*[A-Z][\w ]{0,30}:(?=\s)/gm)?.length ?? 0;
}

function isRecord(value: unknown): boolean {
	return typeof value === 'string';
}

function targetIn(text: string, list: JsonNode): JsonNode | string {
	const last = partsOf(text, list).findLast(({ value }) => isRecord(value));
	return last !== undefined && splitPrompt(textOf(last)) !== undefined
		? list
		: l10n.t('its prompts have no single place for an output. Write a prompt by hand');
}

interface SplitPrompt {
	readonly input: string;
	/** The line end and the label between input and output. */
	readonly label: string;
	readonly output: string;
}

function splitPrompt(prompt: string): SplitPrompt | undefined {
	const [label, another] = prompt.matchAll(outputLabel);
	if (label === undefined || another !== undefined) {
		return undefined;
	}
	const end = label.index + label[0].length;
	return { input: prompt.slice(0, label.index), label: label[0], output: prompt.slice(end) };
}

function layoutOf(text: string, records: readonly JsonNode[]): RecordLayout {
	const label = splitPrompt(textOf(records.at(-1)))?.label ?? '\nOutput: ';
	return {
		task: undefined,
		read: record => {
			const prompt = textOf(record);
			const split = splitPrompt(prompt);
			if (split === undefined) {
				return [{ input: fieldOf(text, record), output: undefined }];
			}
			const end = split.input.length;
			return [
				{
					input: partOfString(text, record, 0, end),
					output: partOfString(text, record, end + split.label.length, prompt.length),
				},
			];
		},
		compose: ({ input, output }) => {
			const prompt = input + label + output;
			const split = splitPrompt(prompt);
			if (split?.input !== input || split.output !== output) {
				throw cannotInsert(l10n.t('a line of this demonstration would be read as its output. Reword it'));
			}
			return prompt;
		},
	};
}
