import * as l10n from '@vscode/l10n';
import type { TextEdit } from '../../base/textRange';
import type { DemonstrationSet, NewDemonstration } from '../demonstration';
import { cannotInsert } from '../edits';
import type { ParseOptions, SourceDocument } from '../format';
import { splitInput } from '../inputParts';
import { appendParts } from '../json/jsonEdits';
import type { JsonNode } from '../json/jsonSource';
import { isList, isObject, readJsonTree, sampleOf, valueAt } from '../json/jsonTree';
import { JsonWriter } from '../json/jsonWriter';
import { writeJsonField } from '../json/writeJsonField';
import { rewriting } from '../rewriting';
import { readTestSuite } from './promptfoo/testCases';
import { refusingReferences } from './promptfoo/refusingReferences';
import { removeTest, usualPlace } from './promptfoo/testEdits';
import { YamlSource } from './yaml/yamlSource';

const certain = 0.9;

/** Tests of promptfoo in JSON. JSON is YAML as well, so that they are read as those are. */
export const promptfooJson = refusingReferences({
	id: 'promptfoo-json',
	title: 'promptfoo tests (JSON)',
	detect,
	parse,
	insert,
	remove,
	...rewriting({ parse, writerFor: ({ text }) => writeJsonField(text) }),
});

function detect(document: SourceDocument): number {
	const root = sampleOf(document);
	const isSuite = testsIn(root).some(isTest) || valueAt(root, 'scenarios')?.elements?.some(isScenario) === true;
	return isSuite ? certain : 0;
}

function testsIn(root: JsonNode | undefined): readonly JsonNode[] {
	return root?.elements ?? valueAt(root, 'tests')?.elements ?? [];
}

function isTest(node: JsonNode): boolean {
	return isObject(valueAt(node, 'vars'));
}

function isScenario(node: JsonNode): boolean {
	return isList(valueAt(node, 'config')) && testsIn(node).length > 0;
}

function parse(document: SourceDocument, options?: ParseOptions): DemonstrationSet {
	const yaml = new YamlSource(document.text);
	const { task, cases, problems } = readTestSuite(yaml, options?.mapping);
	return {
		format: promptfooJson.id,
		task,
		demonstrations: cases.map(({ input, output, span }, index) => ({ id: String(index + 1), input, output, span })),
		problems: [...readJsonTree(document).problems, ...problems.slice(yaml.problems.length)],
	};
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
	const { cases } = readTestSuite(new YamlSource(text), options?.mapping);
	const list = isList(root) ? root : valueAt(root, 'tests');
	const model = testsIn(root).findLast(isTest);
	const last = cases.findLast(({ shared }) => !shared);
	if (list === undefined || model === undefined || last === undefined) {
		throw cannotInsert(l10n.t('it has no list of tests of its own. Write a first test under "tests"'));
	}
	const place = usualPlace(cases);
	const writer = new JsonWriter(text);
	const sources = additions.map(({ input, output }) => {
		const values = splitInput(last.inputNames, input);
		const variables = Object.fromEntries(last.inputNames.map((name, index) => [name, values[index] ?? '']));
		const test =
			place.kind === 'variable'
				? { vars: { ...variables, [place.name]: output } }
				: { vars: variables, assert: [{ type: place.type, value: output }] };
		return writer.write(test, model);
	});
	return [appendParts(text, list, sources)];
}

function remove({ text }: SourceDocument, { demonstrations }: DemonstrationSet, id: string): readonly TextEdit[] {
	const demonstration = demonstrations.find(candidate => candidate.id === id);
	return demonstration === undefined ? [] : removeTest(new YamlSource(text), demonstration.span);
}
