import * as l10n from '@vscode/l10n';
import type { Span, TextEdit } from '../../base/textRange';
import type { Demonstration, DemonstrationSet, NewDemonstration, ParseProblem } from '../demonstration';
import { cannotInsert } from '../edits';
import type { FieldMapping, Format, ParseOptions, SourceDocument } from '../format';
import { appendParts, fillList, removePart } from '../json/jsonEdits';
import { elementsOf, fieldOf, type JsonNode } from '../json/jsonSource';
import { isList, readJsonTree, valueAt } from '../json/jsonTree';
import { JsonWriter } from '../json/jsonWriter';
import { writeJsonField } from '../json/writeJsonField';
import { valueLike } from '../records/columnLayout';
import { recogniseColumns } from '../records/columnNames';
import { rewriting } from '../rewriting';
import { treeFormat } from './json/treeFormat';

const format = treeFormat({
	id: 'parallel-arrays',
	title: 'JSON with a list for each field',
	noun: 'value',
	confidence: 0.7,
	findSets: (text, root, mapping) => {
		const columns = columnsOf(root, mapping);
		if (columns === undefined) {
			return [];
		}
		const { inputs, outputs } = columns;
		const answers = elementsOf(text, outputs);
		const questions = elementsOf(text, inputs);
		const places = new Map(questions.map((question, index) => [question.span.start, index]));
		return [
			{
				name: '',
				lists: [inputs],
				target: inputs,
				problems: answers.slice(questions.length).map(withoutPartner),
				isRecord: isScalar,
				layout: () => ({
					task: undefined,
					read: question => {
						const answer = answers[places.get(question.span.start) ?? -1];
						return answer === undefined
							? l10n.t('has no partner in the other list')
							: [{ input: fieldOf(text, question), output: fieldOf(text, answer) }];
					},
					compose: ({ input }) => input,
				}),
			},
		];
	},
});

/**
 * Two lists of two or more values, the n-th of one being the input to the n-th of the other. A demonstration stands in two
 * places; its span is its place in the list of inputs.
 */
export const parallelArrays: Format = {
	...format,
	insert,
	remove,
	...rewriting({
		parse: (document, options) => format.parse(document, options),
		writerFor: ({ text }) => writeJsonField(text),
		placesOf,
	}),
};

interface Columns {
	readonly inputs: JsonNode;
	readonly outputs: JsonNode;
}

/** The lists under names for inputs and outputs, singular or plural. */
function columnsOf(root: JsonNode, mapping: FieldMapping | undefined): Columns | undefined {
	const lists = [...(root.members ?? [])].filter(
		([, { elements = [] }]) => elements.length > 1 && elements.every(({ value }) => isScalar(value)),
	);
	const byName = new Map(lists.map(([key]) => [singular(key), key]));
	const names = mapping === undefined ? recogniseColumns([...byName.keys()]) : undefined;
	const inputKey = mapping?.input ?? byName.get(names?.inputs[0] ?? '');
	const outputKey = mapping?.output ?? byName.get(names?.output ?? '');
	const inputs = inputKey === undefined ? undefined : valueAt(root, inputKey);
	const outputs = outputKey === undefined ? undefined : valueAt(root, outputKey);
	const isPair = isList(inputs) && isList(outputs) && inputs !== outputs;
	return isPair && (mapping !== undefined || inputs.elements.some(isPhrase)) ? { inputs, outputs } : undefined;
}

function singular(name: string): string {
	return name.replace(/ies$/, 'y').replace(/(?<!s)s$/, '');
}

function isScalar(value: unknown): boolean {
	return value !== null && typeof value !== 'object';
}

/** Lists of names and numbers are data of another kind. */
function isPhrase({ value }: JsonNode): boolean {
	return typeof value === 'string' && /\S\s+\S/.test(value);
}

function withoutPartner({ span }: JsonNode): ParseProblem {
	return { message: l10n.t('This value has no partner in the other list.'), span };
}

function insert(
	document: SourceDocument,
	_set: DemonstrationSet,
	additions: readonly NewDemonstration[],
	options?: ParseOptions,
): readonly TextEdit[] {
	if (additions.length === 0) {
		return [];
	}
	const { text } = document;
	const { root } = readJsonTree(document);
	const columns = root && columnsOf(root, options?.mapping);
	if (columns === undefined) {
		throw cannotInsert(l10n.t('it has no two lists for inputs and outputs. Write them by hand'));
	}
	const { inputs, outputs } = columns;
	if (elementsOf(text, inputs).length !== elementsOf(text, outputs).length) {
		throw cannotInsert(l10n.t('its lists are not of one length. Add what is missing by hand'));
	}
	const writer = new JsonWriter(text);
	const append = (list: JsonNode, values: readonly string[]) => {
		const siblings = elementsOf(text, list);
		const sources = values.map(value => writer.write(valueLike(value, siblings)));
		return siblings.length === 0 ? fillList(text, list, () => sources) : appendParts(text, list, sources);
	};
	return [
		append(
			inputs,
			additions.map(({ input }) => input),
		),
		append(
			outputs,
			additions.map(({ output }) => output),
		),
	];
}

function remove(document: SourceDocument, { demonstrations }: DemonstrationSet, id: string): readonly TextEdit[] {
	const { text } = document;
	const { root } = readJsonTree(document);
	const demonstration = demonstrations.find(candidate => candidate.id === id);
	return root === undefined || demonstration === undefined
		? []
		: placesOf(text, demonstration).flatMap(({ start }) => removePart(text, root, start));
}

/** The places of a demonstration in both lists, with their quotes. */
function placesOf(text: string, { span, output }: Demonstration): readonly Span[] {
	if (output === undefined) {
		return [span];
	}
	const { start, end } = output.span;
	const margin = text[start - 1] === '"' ? 1 : 0;
	return [span, { start: start - margin, end: end + margin }];
}
