import * as l10n from '@vscode/l10n';
import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Span, TextEdit } from '../../base/textRange';
import type { Demonstration, DemonstrationSet, Field, NewDemonstration, ParseProblem } from '../demonstration';
import { cannotInsert, cannotRemove, cannotReplace, lineInsertion, wholeLines } from '../edits';
import type { Format, SourceDocument } from '../format';
import { contentLines, contentStart, lineEndOf, startOfLine } from '../lines';
import { rewriting, type WriteField } from '../rewriting';
import { removeItem } from './yaml/listEdits';
import { itemsOf } from './yaml/listItems';
import { writeYamlField } from './yaml/writeYamlField';
import { writeYamlScalar } from './yaml/yamlScalar';
import { dashesOf, YamlSource } from './yaml/yamlSource';

/** How much of a text `detect` looks at. */
const sampleLength = 256 * 1024;

const certain = 0.95;

/**
 * Training data of Rasa: the examples of each intent, a line each in a block. The example is the input, with the
 * entities that are marked in it, and the intent the output. Synonyms, patterns and tables are no demonstrations.
 */
export const rasaNlu: Format = {
	id: 'rasa-nlu',
	title: 'Rasa training data',
	detect,
	parse,
	insert,
	remove,
	...rewriting({ parse, writerFor }),
};

function detect({ name, text }: SourceDocument): number {
	const start = text.slice(contentStart(text), sampleLength);
	const hasIntents = /^["']?nlu["']?:/m.test(start) && /^[ \t]*-[ \t]+intent:/m.test(start);
	return /\.ya?ml$/i.test(name) && hasIntents && /^[ \t]+examples:/m.test(start) ? certain : 0;
}

/** One intent of the file, with its examples. */
interface Intent {
	readonly name: Field;
	readonly index: number;
	readonly examples: readonly Example[];
	/** The examples stand in one block, to which lines can be added. */
	readonly isBlock: boolean;
}

interface Example {
	readonly input: Field;
	readonly span: Span;
}

function parse({ text }: SourceDocument): DemonstrationSet {
	const yaml = new YamlSource(text);
	const problems: ParseProblem[] = [...yaml.problems];
	const demonstrations: Demonstration[] = [];
	for (const { name, examples } of readIntents(yaml, problems)) {
		for (const { input, span } of examples) {
			demonstrations.push({ id: String(demonstrations.length + 1), input, output: name, span });
		}
	}
	return { format: rasaNlu.id, task: undefined, demonstrations, problems };
}

function readIntents(yaml: YamlSource, problems: ParseProblem[]): readonly Intent[] {
	const intents: Intent[] = [];
	itemsOf(yaml, listOf(yaml)).forEach(({ node }, index) => {
		const members = yaml.members(node);
		const name = members.get('intent');
		const examples = members.get('examples');
		if (isScalar(name) && examples !== undefined) {
			const isBlock = isScalar(examples) && examples.type === 'BLOCK_LITERAL';
			const found = isSeq(examples) ? readItems(yaml, examples) : readBlock(yaml, examples, problems);
			intents.push({ name: yaml.field(name), index, examples: found, isBlock });
		}
	});
	return intents;
}

function listOf(yaml: YamlSource): Node | undefined {
	return yaml.members(yaml.root).get('nlu');
}

/** The lines of a block, each with a dash of its own, which is text to YAML. */
function readBlock(yaml: YamlSource, examples: Node, problems: ParseProblem[]): readonly Example[] {
	const { span } = yaml.field(examples);
	const found: Example[] = [];
	for (const line of contentLines(yaml.text.slice(span.start, span.end))) {
		const start = span.start + line.start;
		const end = span.start + line.end;
		const [dash] = /^- +(?=\S)/.exec(yaml.text.slice(start, end)) ?? [];
		if (dash === undefined) {
			problems.push({
				message: l10n.t('This line is no example: it does not begin with a dash.'),
				span: { start, end },
			});
		} else {
			const place = { start: start + dash.length, end };
			found.push({ input: { text: yaml.text.slice(place.start, end), span: place }, span: { start, end } });
		}
	}
	return found;
}

/** Examples that are items of YAML, texts or mappings with a `text`. */
function readItems(yaml: YamlSource, examples: Node): readonly Example[] {
	return itemsOf(yaml, examples).flatMap(({ node, span }) => {
		const text = isMap(node) ? yaml.members(node).get('text') : node;
		const field = text === undefined ? undefined : yaml.field(text);
		return field === undefined ? [] : [{ input: { ...field, text: field.text.trim() }, span }];
	});
}

function insert(
	{ text }: SourceDocument,
	_set: DemonstrationSet,
	additions: readonly NewDemonstration[],
): readonly TextEdit[] {
	const yaml = new YamlSource(text);
	if (yaml.problems.length > 0) {
		throw cannotInsert(l10n.t('its YAML is broken. Repair it first'));
	}
	const intents = readIntents(yaml, []).filter(({ isBlock, examples }) => isBlock && examples.length > 0);
	const eol = lineEndOf(text);
	const linesOf = new Map<string, string[]>();
	for (const { input, output } of additions) {
		if (!isLine(input) || !isLine(output)) {
			throw cannotInsert(l10n.t('an example and its intent are a line each, without spaces at the ends. Reword them'));
		}
		linesOf.set(output, [...(linesOf.get(output) ?? []), input]);
	}
	const edits: TextEdit[] = [];
	const unknown: string[] = [];
	for (const [output, inputs] of linesOf) {
		const last = intents.findLast(({ name }) => name.text === output)?.examples.at(-1);
		if (last === undefined) {
			unknown.push(writeIntent(yaml, intents.at(-1), output, inputs, eol));
		} else {
			const before = text.slice(startOfLine(text, last.span.start), last.input.span.start);
			const lines = inputs.map(input => before + input);
			edits.push(lineInsertion(text, last.span.end, lines, eol));
		}
	}
	if (unknown.length > 0) {
		const end = itemsOf(yaml, listOf(yaml)).at(-1)?.span.end ?? text.length;
		edits.push(lineInsertion(text, end, unknown, eol));
	}
	return edits;
}

/** A line of a block is text as it stands; everything else is a value of YAML. */
function writerFor({ text }: SourceDocument): WriteField {
	const yaml = new YamlSource(text);
	const write = writeYamlField(yaml);
	return (field, value, demonstration) => {
		if (field !== demonstration.input || yaml.scalarAt(field.span) !== undefined) {
			return write(field, value, demonstration);
		}
		if (!isLine(value)) {
			throw cannotReplace(l10n.t('an example is a line, without spaces at the ends. Reword it'));
		}
		return { span: field.span, newText: value };
	};
}

function isLine(text: string): boolean {
	return text !== '' && text === text.trim() && !/\p{Cc}/u.test(text);
}

/** An intent that the file does not have yet, laid out as the last one is. */
function writeIntent(
	yaml: YamlSource,
	model: Intent | undefined,
	name: string,
	inputs: readonly string[],
	eol: string,
): string {
	const list = listOf(yaml);
	const dash = isSeq(list) && model !== undefined ? dashesOf(list)[model.index] : undefined;
	const example = model?.examples.at(-1);
	if (dash === undefined || example === undefined) {
		throw cannotInsert(l10n.t('it has no intent with examples in a block. Write a first one by hand'));
	}
	const { text } = yaml;
	const before = text.slice(startOfLine(text, dash), dash);
	const line = text.slice(startOfLine(text, example.span.start), example.input.span.start);
	const head = [`${before}- intent: ${writeYamlScalar(name, 'plain', '', eol)}`, `${before}  examples: |`];
	return [...head, ...inputs.map(input => line + input)].join(eol);
}

function remove({ text }: SourceDocument, { demonstrations }: DemonstrationSet, id: string): readonly TextEdit[] {
	const demonstration = demonstrations.find(candidate => candidate.id === id);
	const yaml = new YamlSource(text);
	const list = listOf(yaml);
	const intent = readIntents(yaml, []).find(({ examples }) =>
		examples.some(({ span }) => span.start === demonstration?.span.start),
	);
	if (demonstration === undefined || intent === undefined || !isSeq(list)) {
		return [];
	}
	if (yaml.problems.length > 0) {
		throw cannotRemove(l10n.t('its YAML is broken. Repair it first'));
	}
	// A block without a line would not be one.
	return intent.examples.length === 1
		? removeItem(yaml, list, intent.index)
		: [{ span: wholeLines(text, demonstration.span), newText: '' }];
}
