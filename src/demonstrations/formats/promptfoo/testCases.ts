import * as l10n from '@vscode/l10n';
import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Span } from '../../../base/textRange';
import type { Field, ParseProblem, TaskDefinition } from '../../demonstration';
import type { FieldMapping } from '../../format';
import type { NamedField } from '../../demonstration';
import { joinFields } from '../../inputParts';
import { maximumCombinations } from '../../limits';
import { itemsOf } from '../yaml/listItems';
import type { YamlSource } from '../yaml/yamlSource';
import { answerTypes, isExpectation } from './answerTypes';

/** Where a test case has its output. */
export type OutputPlace =
	{ readonly kind: 'assertion'; readonly type: string } | { readonly kind: 'variable'; readonly name: string };

export interface TestCase {
	readonly input: Field;
	readonly inputNames: readonly string[];
	readonly output: Field | undefined;
	readonly outputPlace: OutputPlace | undefined;
	/** The test's own source, with its dash. */
	readonly span: Span;
	/** It comes from a scenario: the same source stands for other test cases too. */
	readonly shared: boolean;
}

export interface TestSuite {
	readonly task: TaskDefinition | undefined;
	readonly cases: readonly TestCase[];
	readonly problems: readonly ParseProblem[];
}

/** The list of tests: the value of `tests`, or the whole file. */
export function testListOf(yaml: YamlSource): Node | undefined {
	return isMap(yaml.root) ? yaml.members(yaml.root).get('tests') : yaml.root;
}

/** Every test case of the file: its tests, and each test of a scenario with each of the scenario's configurations. */
export function readTestSuite(yaml: YamlSource, mapping?: FieldMapping): TestSuite {
	const cases: TestCase[] = [];
	const problems: ParseProblem[] = [...yaml.problems];
	const root = yaml.members(yaml.root);

	const add = (test: Node, span: Span, shared: ReadonlyMap<string, Node>, isShared: boolean) => {
		const found = readTestCase(yaml, test, shared, mapping);
		if (typeof found === 'string') {
			problems.push({ message: found, span });
		} else {
			cases.push({ ...found, span, shared: isShared });
		}
	};

	for (const { node, span } of itemsOf(yaml, testListOf(yaml))) {
		add(node, span, new Map(), false);
	}
	for (const scenario of itemsOf(yaml, root.get('scenarios'))) {
		const members = yaml.members(scenario.node);
		const configurations = itemsOf(yaml, members.get('config'));
		const tests = itemsOf(yaml, members.get('tests'));
		if (cases.length + configurations.length * tests.length > maximumCombinations) {
			const message = l10n.t('This scenario makes more than {0} test cases.', maximumCombinations);
			problems.push({ message, span: scenario.span });
			continue;
		}
		for (const configuration of configurations) {
			const shared = yaml.members(yaml.members(configuration.node).get('vars'));
			for (const { node, span } of tests) {
				add(node, span, shared, true);
			}
		}
	}
	return { task: readTask(yaml, root.get('prompts')), cases, problems };
}

/** The test case, or why it is none. */
function readTestCase(
	yaml: YamlSource,
	test: Node,
	shared: ReadonlyMap<string, Node>,
	mapping: FieldMapping | undefined,
): Omit<TestCase, 'span' | 'shared'> | string {
	if (isScalar(test) && test.value !== null) {
		return l10n.t('Tests in another file are not read from here. Open that file.');
	}
	const members = yaml.members(test);
	const variables = new Map([...shared, ...yaml.members(members.get('vars'))]);
	const parts: NamedField[] = [];
	for (const [name, node] of variables) {
		if (mapping === undefined ? !isExpectation(name) : name === mapping.input) {
			parts.push({ name, field: yaml.field(node) });
		}
	}
	if (parts.length === 0) {
		return l10n.t('This test has no variable for an input under "vars".');
	}
	const named = mapping?.output ?? [...variables.keys()].find(isExpectation);
	const variable = named === undefined ? undefined : variables.get(named);
	const answer =
		mapping !== undefined && variable !== undefined ? undefined : readAnswer(yaml, members.get('assert'), variables);
	const inputNames = parts.map(({ name }) => name);
	if (answer === undefined && named !== undefined && variable !== undefined) {
		const outputPlace: OutputPlace = { kind: 'variable', name: named };
		return { input: joinFields(parts), inputNames, output: yaml.field(variable), outputPlace };
	}
	return { input: joinFields(parts), inputNames, output: answer?.field, outputPlace: answer?.place };
}

/** The value of the assertion that says most of the answer. */
function readAnswer(
	yaml: YamlSource,
	assertions: Node | undefined,
	variables: ReadonlyMap<string, Node>,
): { readonly field: Field; readonly place: OutputPlace } | undefined {
	const items = itemsOf(yaml, assertions).map(({ node }) => yaml.members(node));
	const nested = items.flatMap(item => itemsOf(yaml, item.get('assert')).map(({ node }) => yaml.members(node)));
	let best: { readonly rank: number; readonly value: Node } | undefined;
	for (const assertion of [...items, ...nested]) {
		const type = assertion.get('type');
		const rank = isScalar(type) ? answerTypes.indexOf(String(type.value)) : -1;
		const value = assertion.get('value');
		if (rank !== -1 && value !== undefined && (best === undefined || rank < best.rank)) {
			best = { rank, value };
		}
	}
	if (best === undefined) {
		return undefined;
	}
	const type = answerTypes[best.rank] ?? '';
	return { field: answerField(yaml, best.value, variables), place: { kind: 'assertion', type } };
}

/** A value, the values of a list with commas between them, or the variable that `{{name}}` stands for. */
function answerField(yaml: YamlSource, value: Node, variables: ReadonlyMap<string, Node>): Field {
	const items = itemsOf(yaml, value).map(({ node }) => yaml.field(node));
	const [first] = items;
	if (isSeq(value) && first !== undefined) {
		const span = { start: first.span.start, end: items.at(-1)?.span.end ?? first.span.end };
		return { text: items.map(item => item.text).join(', '), span };
	}
	const field = yaml.field(value);
	const name = /^\s*\{\{\s*([\w.-]+)\s*\}\}\s*$/.exec(field.text)?.[1];
	const variable = name === undefined ? undefined : variables.get(name);
	return variable === undefined ? field : yaml.field(variable);
}

/** The first prompt that is written in the file, without the placeholder it begins or ends with. */
function readTask(yaml: YamlSource, prompts: Node | undefined): TaskDefinition | undefined {
	const [first] = itemsOf(yaml, prompts);
	const prompt = isMap(first?.node) ? yaml.members(first.node).get('raw') : first?.node;
	if (!isScalar(prompt) || typeof prompt.value !== 'string' || isReference(prompt.value)) {
		return undefined;
	}
	const text = prompt.value.replace(/^\s*(?:\{\{[^{}]*\}\}\s*)+|(?:\s*\{\{[^{}]*\}\})+\s*$/g, '').trim();
	return text === '' ? undefined : { text, source: 'file', span: yaml.field(prompt).span };
}

/** A prompt that is kept elsewhere: an address, a command or a path. */
function isReference(prompt: string): boolean {
	const oneWord = !/\s|\{\{/.test(prompt.trim());
	return /^\s*[a-z]+:\/\//i.test(prompt) || (oneWord && /^[a-z]+:\S|\.[a-z0-9]{2,5}(?::\w+)?$/i.test(prompt.trim()));
}
