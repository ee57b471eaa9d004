import { getNodeValue, parseTree, type Node, type ParseError } from 'jsonc-parser';
import { applyEdits, type Span, type TextEdit } from '../../base/textRange';
import type {
	Demonstration,
	DemonstrationSet,
	Field,
	NewDemonstration,
	ParseProblem,
	TaskDefinition,
} from '../demonstration';
import { cannotInsert, listElementSpan } from '../edits';
import type { FieldMapping, Format, ParseOptions, SourceDocument } from '../format';
import { describeJsonError } from '../json/jsonErrors';
import { fieldOf, nestingDepth } from '../json/jsonSource';
import { escapesNonAscii, writeScalar } from '../json/jsonStyle';
import { maximumDepth, maximumSyntaxProblems, maximumTreeTextLength } from '../limits';
import { contentStart, lineEndOf, startOfLine } from '../lines';

const definitionKey = 'Definition';
const positiveKey = 'Positive Examples';
const instancesKey = 'Instances';

const usualKeys: Required<FieldMapping> = { input: 'input', output: 'output', rationale: 'explanation' };

/** How much of a text `detect` looks at. */
const sampleLength = 256 * 1024;

const certain = 0.95;

/**
 * A task of Super-NaturalInstructions (Wang et al., 2022): the definition, positive examples with explanations, and
 * instances with one or more outputs each, of which the first counts. Negative examples are no demonstrations.
 */
export const naturalInstructions: Format = {
	id: 'natural-instructions-v2',
	title: 'Natural Instructions v2',
	detect,
	parse,
	insert,
	remove,
};

function detect({ text }: SourceDocument): number {
	const start = text.slice(0, sampleLength);
	const task = /^\ufeff?\s*\{/.test(start) && /"Definition"\s*:\s*\[/.test(start);
	return task && /"(?:Positive Examples|Instances)"\s*:\s*\[/.test(start) ? certain : 0;
}

function parse({ text }: SourceDocument, options?: ParseOptions): DemonstrationSet {
	const { root, problems } = readTree(text);
	const keys = { ...usualKeys, ...options?.mapping };
	const demonstrations: Demonstration[] = [];
	const add = (example: Node, withoutOutput: boolean) => {
		const fields = readExample(text, example, keys);
		const missing =
			fields.input === undefined ? keys.input : fields.output === undefined && !withoutOutput && keys.output;
		if (fields.input === undefined || typeof missing === 'string') {
			problems.push({ message: `This example has no "${missing || keys.input}".`, span: spanOf(example) });
			return;
		}
		const { input, output, rationale } = fields;
		const id = String(demonstrations.length + 1);
		demonstrations.push({ id, input, output, ...(rationale && { rationale }), span: spanOf(example) });
	};
	for (const example of elements(member(root, positiveKey))) {
		add(example, false);
	}
	for (const instance of elements(member(root, instancesKey))) {
		add(instance, true);
	}
	return { format: naturalInstructions.id, task: readTask(text, root), demonstrations, problems };
}

function readTree(text: string): { readonly root: Node | undefined; readonly problems: ParseProblem[] } {
	const whole = { start: 0, end: 0 };
	if (text.length > maximumTreeTextLength) {
		const message = `This file is too large (over ${maximumTreeTextLength / 2 ** 20} million characters).`;
		return { root: undefined, problems: [{ message, span: whole }] };
	}
	if (nestingDepth(text) > maximumDepth) {
		const message = `This file nests deeper than ${maximumDepth} levels.`;
		return { root: undefined, problems: [{ message, span: whole }] };
	}
	const errors: ParseError[] = [];
	// A space in place of the byte order mark keeps every offset.
	const root = parseTree(text.replace(/^\ufeff/, ' '), errors, { disallowComments: true });
	const problems = errors.slice(0, maximumSyntaxProblems).map(error => ({
		message: `This is not valid JSON: ${describeJsonError(error)}.`,
		span: { start: error.offset, end: error.offset + error.length },
	}));
	return { root, problems };
}

interface ExampleFields {
	readonly input: Field | undefined;
	readonly output: Field | undefined;
	readonly rationale: Field | undefined;
}

function readExample(text: string, example: Node, keys: Required<FieldMapping>): ExampleFields {
	const output = member(example, keys.output);
	return {
		input: readField(text, member(example, keys.input)),
		output: readField(text, output?.type === 'array' ? output.children?.[0] : output),
		rationale: readField(text, member(example, keys.rationale)),
	};
}

function readField(text: string, node: Node | undefined): Field | undefined {
	const known = node !== undefined && node.type !== 'null';
	return known ? fieldOf(text, { value: getNodeValue(node) as unknown, span: spanOf(node) }) : undefined;
}

function readTask(text: string, root: Node | undefined): TaskDefinition | undefined {
	const definition = member(root, definitionKey);
	const parts = definition?.type === 'array' ? elements(definition) : [definition];
	const fields = parts.filter(part => part?.type === 'string').map(part => readField(text, part));
	const known = fields.filter(field => field !== undefined);
	const [first] = known;
	if (first === undefined) {
		return undefined;
	}
	const span = { start: first.span.start, end: known.at(-1)?.span.end ?? first.span.end };
	return { text: known.map(field => field.text).join('\n'), source: 'file', span };
}

function insert(
	{ text }: SourceDocument,
	_set: DemonstrationSet,
	additions: readonly NewDemonstration[],
	options?: ParseOptions,
): readonly TextEdit[] {
	if (additions.length === 0) {
		return [];
	}
	const list = member(readTree(text).root, positiveKey);
	if (list?.type !== 'array') {
		throw cannotInsert(`it has no list "${positiveKey}". Add an empty one`);
	}
	const keys = { ...usualKeys, ...options?.mapping };
	const examples = elements(list);
	const last = examples.at(-1);
	if (last === undefined) {
		return [insertFirst(text, list, additions, keys)];
	}
	const previous = examples.at(-2);
	const gap = previous === undefined ? text.slice(list.offset + 1, last.offset) : gapBetween(text, previous, last);
	const place = endOf(last);
	const newText = additions.map(addition => `,${gap}${exampleLike(text, last, addition, keys)}`).join('');
	return [{ span: { start: place, end: place }, newText }];
}

/** White space after the comma between two neighbours. */
function gapBetween(text: string, left: Node, right: Node): string {
	const between = text.slice(endOf(left), right.offset);
	return between.slice(between.indexOf(',') + 1);
}

/** The sibling's source with other values: keys, order, indentation stay. Values of unknown keys are emptied. */
function exampleLike(text: string, sibling: Node, addition: NewDemonstration, keys: FieldMapping): string {
	const escaped = escapesNonAscii(text);
	const edits = (sibling.children ?? []).map(property => {
		const [key, value] = property.children ?? [];
		const wanted =
			key?.value === keys.input ? addition.input : key?.value === keys.output ? addition.output : undefined;
		const span = { start: (value ?? property).offset - sibling.offset, end: endOf(value ?? property) - sibling.offset };
		const newText = writeScalar(wanted ?? (value?.type === 'string' ? '' : null), escaped);
		return { span, newText: value?.type === 'array' && wanted !== undefined ? `[${newText}]` : newText };
	});
	return applyEdits(text.slice(sibling.offset, endOf(sibling)), edits);
}

/** Fills an empty list: a line a member, indented as the list's key is, or all on one line where that is. */
function insertFirst(text: string, list: Node, additions: readonly NewDemonstration[], keys: FieldMapping): TextEdit {
	const escaped = escapesNonAscii(text);
	const keyOffset = list.parent?.offset ?? list.offset;
	const indentation = text.slice(startOfLine(text, keyOffset), keyOffset);
	const spread = /^[ \t]*$/.test(indentation) && startOfLine(text, keyOffset) > contentStart(text);
	const unit = indentation === '' ? '\t' : indentation;
	const breakAt = (levels: number) => (spread ? lineEndOf(text) + indentation + unit.repeat(levels) : '');
	const colon = spread ? ': ' : ':';
	const examples = additions.map(({ input, output }) => {
		const members = [
			[keys.input, input],
			[keys.output, output],
			[keys.rationale ?? usualKeys.rationale, ''],
		].map(pair => breakAt(2) + pair.map(part => writeScalar(part, escaped)).join(colon));
		return `${breakAt(1)}{${members.join(',')}${breakAt(1)}}`;
	});
	const span = { start: list.offset + 1, end: endOf(list) - 1 };
	return { span, newText: examples.join(',') + breakAt(0) };
}

function remove({ text }: SourceDocument, { demonstrations }: DemonstrationSet, id: string): readonly TextEdit[] {
	const demonstration = demonstrations.find(candidate => candidate.id === id);
	const { root } = readTree(text);
	for (const key of [positiveKey, instancesKey]) {
		const list = member(root, key);
		const siblings = elements(list);
		const index = siblings.findIndex(node => node.offset === demonstration?.span.start);
		if (list !== undefined && index !== -1) {
			const inside = { start: list.offset + 1, end: endOf(list) - 1 };
			return [{ span: listElementSpan(siblings.map(spanOf), index, inside), newText: '' }];
		}
	}
	return [];
}

/** The value of a member; of duplicate keys the last one. */
function member(node: Node | undefined, key: string): Node | undefined {
	const properties = node?.type === 'object' ? (node.children ?? []) : [];
	return properties.findLast(property => property.children?.[0]?.value === key)?.children?.[1];
}

function elements(node: Node | undefined): readonly Node[] {
	return node?.type === 'array' ? (node.children ?? []) : [];
}

function endOf(node: Node): number {
	return node.offset + node.length;
}

function spanOf(node: Node): Span {
	return { start: node.offset, end: endOf(node) };
}
