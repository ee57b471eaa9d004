import * as l10n from '@vscode/l10n';
import type { Field, NamedField, NewDemonstration } from '../demonstration';
import { joinFields, splitInput } from '../inputParts';
import { elementsOf, fieldOf, isJsonObject, membersOf, type JsonNode } from '../json/jsonSource';
import type { LayoutFinder, RecordFields, RecordLayout } from '../records/recordLayout';
import { lineFormat } from './json/lineFormat';
import { answerTypes, isExpectation } from './promptfoo/answerTypes';
import { refusingReferences } from './promptfoo/refusingReferences';
import { usualPlace } from './promptfoo/testEdits';
import type { OutputPlace } from './promptfoo/testCases';

/** Tests of promptfoo, a JSON object a line. Nothing that they name is opened or run. */
export const promptfooJsonLines = refusingReferences(
	lineFormat({
		id: 'promptfoo-jsonl',
		title: 'promptfoo tests (JSON Lines)',
		noun: 'test',
		findLayout,
		certain: 0.95,
		likely: 0.7,
	}),
);

/** A test with the places of its input and output. */
interface Test extends RecordFields {
	readonly inputNames: readonly string[];
	readonly outputPlace: OutputPlace | undefined;
}

function findLayout(text: string, records: readonly JsonNode[]): ReturnType<LayoutFinder> {
	const tests = records.filter(({ value }) => isJsonObject(value) && isJsonObject(value['vars']));
	return tests.length * 2 > records.length ? layoutOf(text, records) : undefined;
}

function layoutOf(text: string, records: readonly JsonNode[]): RecordLayout {
	const read = (record: JsonNode) => readTest(text, record);
	return {
		task: undefined,
		read: record => {
			const test = read(record);
			return test === undefined ? l10n.t('has no variable for an input under "vars"') : [test];
		},
		compose: addition => {
			const tests = records.map(read).filter(test => test !== undefined);
			return compose(addition, tests.at(-1)?.inputNames ?? ['input'], usualPlace(tests));
		},
	};
}

function compose(
	{ input, output }: NewDemonstration,
	names: readonly string[],
	place: OutputPlace,
): Readonly<Record<string, unknown>> {
	const values = splitInput(names, input);
	const variables = Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
	return place.kind === 'variable'
		? { vars: { ...variables, [place.name]: output } }
		: { vars: variables, assert: [{ type: place.type, value: output }] };
}

/** The test, or nothing where it has no input. */
function readTest(text: string, record: JsonNode): Test | undefined {
	const members = membersOf(text, record);
	const vars = members.get('vars');
	const variables = vars === undefined ? new Map<string, JsonNode>() : membersOf(text, vars);
	const parts: NamedField[] = [...variables]
		.filter(([name]) => !isExpectation(name))
		.map(([name, node]) => ({ name, field: fieldOf(text, node) }));
	if (parts.length === 0) {
		return undefined;
	}
	const test = { input: joinFields(parts), inputNames: parts.map(({ name }) => name) };
	const answer = readAnswer(text, members.get('assert'), variables);
	if (answer !== undefined) {
		return { ...test, output: answer.field, outputPlace: { kind: 'assertion', type: answer.type } };
	}
	const [name, expected] = [...variables].find(([key]) => isExpectation(key)) ?? [];
	return name === undefined || expected === undefined
		? { ...test, output: undefined, outputPlace: undefined }
		: { ...test, output: fieldOf(text, expected), outputPlace: { kind: 'variable', name } };
}

/** The value of the assertion that says most of the answer; those of a set of assertions count alike. */
function readAnswer(
	text: string,
	list: JsonNode | undefined,
	variables: ReadonlyMap<string, JsonNode>,
): { readonly type: string; readonly field: Field } | undefined {
	const assertionsIn = (node: JsonNode | undefined) =>
		node === undefined ? [] : elementsOf(text, node).map(element => membersOf(text, element));
	const outer = assertionsIn(list);
	const inner = outer.flatMap(assertion => assertionsIn(assertion.get('assert')));
	const answers = [...outer, ...inner].flatMap(assertion => {
		const type = String(assertion.get('type')?.value);
		const value = assertion.get('value');
		return value === undefined || !answerTypes.includes(type) ? [] : [{ type, value }];
	});
	const [best] = answers.toSorted((a, b) => answerTypes.indexOf(a.type) - answerTypes.indexOf(b.type));
	return best && { type: best.type, field: answerField(text, best.value, variables) };
}

/** A value, the values of a list with commas between them, or the variable that `{{name}}` stands for. */
function answerField(text: string, value: JsonNode, variables: ReadonlyMap<string, JsonNode>): Field {
	const items = elementsOf(text, value).map(element => fieldOf(text, element));
	const [first] = items;
	const last = items.at(-1);
	if (first !== undefined && last !== undefined) {
		const span = { start: first.span.start, end: last.span.end };
		return { text: items.map(item => item.text).join(', '), span };
	}
	const field = fieldOf(text, value);
	const variable = variables.get(/^\s*\{\{\s*([\w.-]+)\s*\}\}\s*$/.exec(field.text)?.[1] ?? '');
	return variable === undefined ? field : fieldOf(text, variable);
}
