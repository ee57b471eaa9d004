import * as l10n from '@vscode/l10n';
import { isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Span, TextEdit } from '../../../base/textRange';
import type { NewDemonstration } from '../../demonstration';
import { cannotInsert, cannotRemove, lineInsertion } from '../../edits';
import { splitInput } from '../../inputParts';
import { lineEndOf, startOfLine } from '../../lines';
import { itemsOf } from '../yaml/listItems';
import { columnOf, quotesOf, removeItem } from '../yaml/listEdits';
import { writeYamlScalar, type QuoteStyle } from '../yaml/yamlScalar';
import { contentEnd, dashesOf, startOf, type YamlSource } from '../yaml/yamlSource';
import { writtenTypes } from './answerTypes';
import { testListOf, type OutputPlace, type TestCase } from './testCases';

/** Puts tests after the last one: its variables, its indentation, and the kind of assertion that is most common. */
export function insertTests(
	yaml: YamlSource,
	cases: readonly TestCase[],
	additions: readonly NewDemonstration[],
): readonly TextEdit[] {
	if (yaml.problems.length > 0) {
		throw cannotInsert(l10n.t('its YAML is broken. Repair it first'));
	}
	const list = testListOf(yaml);
	const model = cases.findLast(({ shared }) => !shared);
	if (!isSeq(list) || model === undefined) {
		throw cannotInsert(l10n.t('it has no list of tests of its own. Write a first test under "tests:"'));
	}
	const last = list.items.at(-1) as Node;
	const variables = variablesOf(yaml, list);
	if (dashesOf(list).length === 0 || variables === undefined) {
		throw cannotInsert(l10n.t('its tests stand in braces or brackets. Write one as an indented list item'));
	}
	const layout = layoutOf(yaml, list, variables);
	const place = usualPlace(cases);
	const items = additions.map(addition => writeTest(addition, model, place, layout).join(layout.eol));
	return [lineInsertion(yaml.text, contentEnd(yaml.text, last), items, layout.eol)];
}

/** Takes the test that stands at the span away, with its lines. */
export function removeTest(yaml: YamlSource, span: Span): readonly TextEdit[] {
	const list = testListOf(yaml);
	const items = itemsOf(yaml, list);
	const index = items.findIndex(item => item.span.start === span.start);
	if (!isSeq(list) || index === -1) {
		throw cannotRemove(l10n.t('it is one of the test cases that a scenario makes. Change the scenario'));
	}
	return removeItem(yaml, list, index);
}

interface Layout {
	/** Spaces before the dash of a test. */
	readonly dash: string;
	/** Spaces between that dash and the test's first key. */
	readonly afterDash: string;
	/** What a level of nesting adds. */
	readonly step: string;
	/** What the dash of an assertion adds to its key's indentation; nothing in many files. */
	readonly listStep: string;
	readonly quotes: QuoteStyle;
	readonly eol: string;
}

/** The block mapping of variables of the last test that has one. */
function variablesOf(yaml: YamlSource, list: YAMLSeq): YAMLMap | undefined {
	for (const { node } of itemsOf(yaml, list).toReversed()) {
		const variables = yaml.members(node).get('vars');
		if (isMap(variables) && variables.flow !== true && isMap(node) && node.flow !== true) {
			return variables;
		}
	}
	return undefined;
}

function layoutOf(yaml: YamlSource, list: YAMLSeq, variables: YAMLMap): Layout {
	const { text } = yaml;
	const dashOffset = dashesOf(list)[0] ?? 0;
	const dash = text.slice(startOfLine(text, dashOffset), dashOffset);
	const afterDash = /^-([ ]+)\S/.exec(text.slice(dashOffset, dashOffset + 80))?.[1] ?? ' ';
	const testColumn = dash.length + 1 + afterDash.length;
	const step = Math.max(columnOf(text, startOf(variables)) - testColumn, 1);
	const assertions = itemsOf(yaml, list)
		.map(({ node }) => yaml.members(node).get('assert'))
		.filter(node => isSeq(node))
		.flatMap(node => dashesOf(node).slice(0, 1));
	const listStep = assertions[0] === undefined ? step : Math.max(columnOf(text, assertions[0]) - testColumn, 0);
	const value = variables.items.at(-1)?.value;
	return {
		dash,
		afterDash,
		step: ' '.repeat(step),
		listStep: ' '.repeat(listStep),
		quotes: isScalar(value) ? quotesOf(value.type) : 'plain',
		eol: lineEndOf(text),
	};
}

/** Where most test cases have their output, of the places that take one text. */
export function usualPlace(cases: readonly Pick<TestCase, 'outputPlace'>[]): OutputPlace {
	const counts = new Map<string, { readonly place: OutputPlace; count: number }>();
	for (const { outputPlace: place } of cases) {
		if (place !== undefined && (place.kind === 'variable' || writtenTypes.includes(place.type))) {
			const key = place.kind === 'variable' ? `variable ${place.name}` : place.type;
			const entry = counts.get(key) ?? { place, count: 0 };
			entry.count++;
			counts.set(key, entry);
		}
	}
	const [most] = [...counts.values()].sort((a, b) => b.count - a.count);
	return most?.place ?? { kind: 'assertion', type: 'equals' };
}

function writeTest(
	{ input, output }: NewDemonstration,
	{ inputNames }: TestCase,
	place: OutputPlace,
	{ dash, afterDash, step, listStep, quotes, eol }: Layout,
): readonly string[] {
	const inner = `${dash} ${afterDash}`;
	const member = (indentation: string, name: string, value: string) =>
		`${indentation}${writeYamlScalar(name, 'plain', '', eol)}: ${writeYamlScalar(value, quotes, indentation + step, eol)}`;

	const values = splitInput(inputNames, input);
	const lines = [
		`${dash}-${afterDash}vars:`,
		...inputNames.map((name, index) => member(inner + step, name, values[index] ?? '')),
	];
	if (place.kind === 'variable') {
		return [...lines, member(inner + step, place.name, output)];
	}
	const assertion = inner + listStep;
	return [...lines, `${inner}assert:`, `${assertion}- type: ${place.type}`, member(`${assertion}  `, 'value', output)];
}
