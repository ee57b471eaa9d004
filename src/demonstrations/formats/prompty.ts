import * as l10n from '@vscode/l10n';
import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { applyEdits, type Span, type TextEdit } from '../../base/textRange';
import type { Demonstration, DemonstrationSet, NamedField, NewDemonstration, ParseProblem } from '../demonstration';
import { cannotInsert, cannotRemove, cannotReplace } from '../edits';
import type { Format, ParseOptions, SourceDocument } from '../format';
import { joinFields } from '../inputParts';
import { afterLineEnd, contentStart, endOfLine, lineEndOf } from '../lines';
import {
	demonstrationsOf,
	insertIntoBody,
	readPromptBody,
	writeTemplateField,
	type PromptBody,
} from '../prompts/promptBody';
import { rewriting, type WriteField } from '../rewriting';
import { checkExamples, movedExample, readBack, removeExample } from '../prompts/promptExample';
import { itemsOf } from './yaml/listItems';
import { mappingsOf, taskOf } from './yaml/recordListFormat';
import { writeYamlField } from './yaml/writeYamlField';
import { contentEnd, startOf, YamlSource } from './yaml/yamlSource';

const certain = 0.95;

/** The examples in the prompt itself. */
const bodySet = 'prompt';
/** The values with which the author tries the prompt: inputs without an answer. */
const sampleSet = 'sample';

/**
 * A prompt with front matter, of Prompty's first or second version. Its examples are turns of user and assistant, or
 * labels that repeat in a message. `${env:…}` and `${file:…}` are the texts that they are.
 */
export const prompty: Format = {
	id: 'prompty',
	title: 'Prompty',
	detect,
	parse,
	insert,
	remove,
	...rewriting({ parse, writerFor, readBack, moved: movedExample }),
};

function detect(document: SourceDocument): number {
	return /\.prompty$/i.test(document.name) && parse(document).demonstrations.length > 0 ? certain : 0;
}

function parse({ text }: SourceDocument, options?: ParseOptions): DemonstrationSet {
	const { frontMatter, body } = partsOf(text);
	const yaml = new YamlSource(text.slice(0, frontMatter));
	const prompt = readPromptBody(text, body);
	const samples = readSamples(yaml);
	const task = prompt.task ?? taskOf(yaml, yaml.members(yaml.root).get('description'));
	const sets = [
		{ name: bodySet, demonstrations: demonstrationsOf(prompt.examples) },
		{ name: sampleSet, demonstrations: samples.demonstrations },
	].filter(({ demonstrations }) => demonstrations.length > 0);
	const largest = sets.toSorted((a, b) => b.demonstrations.length - a.demonstrations.length)[0];
	const chosen = sets.find(({ name }) => name === options?.set) ?? largest;
	return {
		format: prompty.id,
		task,
		demonstrations: chosen?.demonstrations ?? [],
		problems: [...yaml.problems, ...samples.problems, ...prompt.problems],
		...(chosen !== undefined && { name: chosen.name, names: sets.map(({ name }) => name) }),
	};
}

/** Offset of the line that ends the front matter (0 where there is none), and what follows that line. */
function partsOf(text: string): { readonly frontMatter: number; readonly body: Span } {
	const start = contentStart(text);
	const opening = /^---[ \t]*(?:\r\n|\r|\n)/.exec(text.slice(start, start + 100));
	const closing = /^---[ \t]*$/gm;
	closing.lastIndex = start + (opening?.[0].length ?? 0);
	const found = opening === null ? null : closing.exec(text);
	const bodyStart = found === null ? start : afterLineEnd(text, endOfLine(text, found.index));
	return { frontMatter: found?.index ?? start, body: { start: bodyStart, end: text.length } };
}

interface Samples {
	readonly demonstrations: readonly Demonstration[];
	readonly problems: readonly ParseProblem[];
}

/** The `sample` of the first version, or the defaults and examples that the inputs of either version have. */
function readSamples(yaml: YamlSource): Samples {
	const root = yaml.members(yaml.root);
	const sample = root.get('sample');
	const demonstrations: Demonstration[] = [];
	const add = (parts: readonly NamedField[], span: Span) => {
		if (parts.length > 0) {
			const id = String(demonstrations.length + 1);
			demonstrations.push({ id, input: joinFields(parts), output: undefined, span });
		}
	};
	if (sample === undefined) {
		const parts = readInputs(yaml, root.get('inputs'));
		add(parts, joinFields(parts).span);
	} else if (isSeq(sample)) {
		mappingsOf(yaml, sample).forEach(({ fields, span }) => add(namedFields(fields), span));
	} else if (isMap(sample)) {
		const fields = mappingOf(yaml, sample);
		add(namedFields(fields), { start: startOf(sample), end: contentEnd(yaml.text, sample) });
	} else {
		const { text, span } = yaml.field(sample);
		const message = l10n.t('The sample is in another file ({0}), which is not opened. Open that file.', text);
		return { demonstrations, problems: text === '' ? [] : [{ message, span }] };
	}
	return { demonstrations, problems: [] };
}

function readInputs(yaml: YamlSource, inputs: Node | undefined): readonly NamedField[] {
	const valueOf = (node: Node) => {
		const fields = mappingOf(yaml, node);
		return fields.get('sample') ?? fields.get('example') ?? fields.get('default');
	};
	const named = isSeq(inputs)
		? itemsOf(yaml, inputs).map(({ node }) => [mappingOf(yaml, node).get('name')?.text ?? '', valueOf(node)] as const)
		: [...yaml.members(inputs)].map(([name, node]) => [name, isMap(node) ? valueOf(node) : yaml.field(node)] as const);
	return named.flatMap(([name, field]) => (field === undefined || field.text === '' ? [] : [{ name, field }]));
}

function mappingOf(yaml: YamlSource, node: Node) {
	const known = [...yaml.members(node)].filter(([, value]) => !isScalar(value) || value.value !== null);
	return new Map(known.map(([name, value]) => [name, yaml.field(value)]));
}

function namedFields(fields: ReadonlyMap<string, NamedField['field']>): readonly NamedField[] {
	return [...fields].map(([name, field]) => ({ name, field }));
}

function insert(
	document: SourceDocument,
	set: DemonstrationSet,
	additions: readonly NewDemonstration[],
): readonly TextEdit[] {
	if (additions.length === 0) {
		return [];
	}
	const { text } = document;
	const { frontMatter, body } = partsOf(text);
	const prompt = readPromptBody(text, body);
	if (set.name === sampleSet || prompt.examples.length === 0) {
		throw cannotInsert(
			l10n.t('its prompt has no examples yet. Write a first turn of user and assistant before the last one'),
		);
	}
	if (/\bmustache\b/.test(text.slice(0, frontMatter)) && additions.some(hasCode)) {
		throw cannotInsert(l10n.t('a text with {{ would be read as a placeholder. Reword it'));
	}
	const edits = insertIntoBody(text, prompt, additions, lineEndOf(text));
	const after = parse({ ...document, text: applyEdits(text, edits) }, { set: bodySet });
	checkExamples(parse(document, { set: bodySet }), after, additions);
	return edits;
}

function writerFor({ text }: SourceDocument): WriteField {
	const { frontMatter } = partsOf(text);
	const writeSample = writeYamlField(new YamlSource(text.slice(0, frontMatter)));
	const writeBody = writeTemplateField(text);
	const isMustache = /\bmustache\b/.test(text.slice(0, frontMatter));
	return (field, value, demonstration) => {
		if (field.span.start < frontMatter) {
			return writeSample(field, value, demonstration);
		}
		if (isMustache && value.includes('{{')) {
			throw cannotReplace(l10n.t('a text with {{ would be read as a placeholder. Reword it'));
		}
		return writeBody(field, value, demonstration);
	};
}

function hasCode({ input, output }: NewDemonstration): boolean {
	return input.includes('{{') || output.includes('{{');
}

function remove({ text }: SourceDocument, { demonstrations }: DemonstrationSet, id: string): readonly TextEdit[] {
	const demonstration = demonstrations.find(candidate => candidate.id === id);
	const { body } = partsOf(text);
	if (demonstration === undefined) {
		return [];
	}
	if (demonstration.span.start < body.start) {
		throw cannotRemove(l10n.t('it is the sample of the front matter. Change the front matter'));
	}
	const { examples }: PromptBody = readPromptBody(text, body);
	return removeExample(text, examples, demonstration.span.start);
}
