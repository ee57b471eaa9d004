import { applyEdits, type Span, type TextEdit } from '../../base/textRange';
import type { DemonstrationSet, NewDemonstration } from '../demonstration';
import type { Format, SourceDocument } from '../format';
import { maximumTreeTextLength } from '../limits';
import { contentStart, lineEndOf } from '../lines';
import { demonstrationsOf } from '../prompts/promptBody';
import { promptLines, promptLinesAgain, type PromptLine } from '../prompts/labels';
import { rereading } from '../rereading';
import { rewriting } from '../rewriting';
import {
	checkExamples,
	insertExamples,
	movedExample,
	proseField,
	readBack,
	removeExample,
	writePromptField,
} from '../prompts/promptExample';
import { readTextExamples } from '../prompts/textExamples';

/** How much of a text `detect` looks at. */
const sampleLength = 64 * 1024;

const format = 'prompt-text';
const likely = 0.6;

const steps = rereading({
	format,
	maximumLength: maximumTreeTextLength,
	cut: text => promptLines(text, wholeOf(text)),
	cutAgain: promptLinesAgain,
	interpret,
});
const { parse } = steps;

/** A prompt as plain text or Markdown, with examples under labels that repeat; what stands before them is the task. */
export const promptText: Format = {
	id: format,
	title: 'Prompt text',
	detect,
	...steps,
	insert,
	remove,
	...rewriting({ parse, writerFor: ({ text }) => writePromptField(text), readBack, moved: movedExample }),
};

function detect({ name, text }: SourceDocument): number {
	if (!/\.(?:txt|md|markdown|prompt)$|(?:^|[\\/:])[^.\\/:]+$/i.test(name)) {
		return 0;
	}
	const start = text.slice(0, sampleLength);
	const { examples, problems, hasOpenPlace, isLikely } = readTextExamples(start, wholeOf(start));
	const isRepeated = examples.length > (hasOpenPlace ? 0 : 1) && examples.length > problems.length;
	return isLikely && isRepeated ? likely : 0;
}

function wholeOf(text: string): Span {
	return { start: contentStart(text), end: text.length };
}

function interpret(text: string, lines: readonly PromptLine[]): DemonstrationSet {
	const { examples, preamble, problems } = readTextExamples(text, wholeOf(text), lines);
	return {
		format,
		task: preamble === undefined ? undefined : { ...proseField(text, preamble), source: 'file' },
		demonstrations: demonstrationsOf(examples),
		problems,
	};
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
	const edits = insertExamples(text, readTextExamples(text, wholeOf(text)).examples, additions, lineEndOf(text));
	checkExamples(set, parse({ ...document, text: applyEdits(text, edits) }), additions);
	return edits;
}

function remove({ text }: SourceDocument, { demonstrations }: DemonstrationSet, id: string): readonly TextEdit[] {
	const demonstration = demonstrations.find(candidate => candidate.id === id);
	const { examples } = readTextExamples(text, wholeOf(text));
	return demonstration === undefined ? [] : removeExample(text, examples, demonstration.span.start);
}
