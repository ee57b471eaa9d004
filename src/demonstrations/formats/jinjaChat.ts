import { applyEdits, type Span, type TextEdit } from '../../base/textRange';
import type { DemonstrationSet, NewDemonstration } from '../demonstration';
import type { Format, SourceDocument } from '../format';
import { contentStart, lineEndOf } from '../lines';
import { demonstrationsOf, insertIntoBody, readPromptBody, writeTemplateField } from '../prompts/promptBody';
import { rewriting } from '../rewriting';
import { checkExamples, movedExample, readBack, removeExample } from '../prompts/promptExample';

/** How much of a text `detect` looks at. */
const sampleLength = 256 * 1024;

const certain = 0.9;

/** A Jinja template of a chat: lines with a role, and the messages under them. Nothing of the template is run. */
export const jinjaChat: Format = {
	id: 'jinja-chat',
	title: 'Jinja chat template',
	detect,
	parse,
	insert,
	remove,
	...rewriting({ parse, writerFor: ({ text }) => writeTemplateField(text), readBack, moved: movedExample }),
};

function detect({ name, text }: SourceDocument): number {
	const start = text.slice(0, sampleLength);
	return /\.(?:jinja2?|j2)$/i.test(name) && readPromptBody(start, wholeOf(start)).examples.length > 0 ? certain : 0;
}

function wholeOf(text: string): Span {
	return { start: contentStart(text), end: text.length };
}

function parse({ text }: SourceDocument): DemonstrationSet {
	const { task, examples, problems } = readPromptBody(text, wholeOf(text));
	return { format: jinjaChat.id, task, demonstrations: demonstrationsOf(examples), problems };
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
	const edits = insertIntoBody(text, readPromptBody(text, wholeOf(text)), additions, lineEndOf(text));
	checkExamples(set, parse({ ...document, text: applyEdits(text, edits) }), additions);
	return edits;
}

function remove({ text }: SourceDocument, { demonstrations }: DemonstrationSet, id: string): readonly TextEdit[] {
	const demonstration = demonstrations.find(candidate => candidate.id === id);
	const { examples } = readPromptBody(text, wholeOf(text));
	return demonstration === undefined ? [] : removeExample(text, examples, demonstration.span.start);
}
