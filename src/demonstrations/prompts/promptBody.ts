import * as l10n from '@vscode/l10n';
import type { UserError } from '../../base/errors';
import type { Span, TextEdit } from '../../base/textRange';
import { withPlainLineEnds } from '../checkInsertion';
import type { Demonstration, NewDemonstration, ParseProblem, TaskDefinition } from '../demonstration';
import { cannotInsert, cannotReplace } from '../edits';
import type { WriteField } from '../rewriting';
import { readChatTurns, type ChatTurn } from './chatTurns';
import { insertExamples, isOpen, proseField, writePromptField, type PromptExample } from './promptExample';
import { readTextExamples } from './textExamples';

/** What a template with chat roles says: its instructions, and the examples among its messages and in them. */
export interface PromptBody {
	readonly task: TaskDefinition | undefined;
	/** In their order. */
	readonly examples: readonly PromptExample[];
	readonly problems: readonly ParseProblem[];
}

/**
 * Reads the examples of a chat template: a message of the user with the answer of the assistant, or labels that repeat
 * in a message. The task is the system message together with what another message says before its examples.
 */
export function readPromptBody(text: string, region: Span): PromptBody {
	const turns = readChatTurns(text, region);
	if (turns.length === 0) {
		const { examples, preamble, problems } = readUsualExamples(text, region);
		return { task: examples.length === 0 ? undefined : taskOf(text, preamble), examples, problems };
	}
	const examples: PromptExample[] = [];
	const problems: ParseProblem[] = [];
	let task: Span | undefined;
	for (let index = 0; index < turns.length; index++) {
		const turn = turns[index];
		const pair = turn === undefined ? undefined : pairOf(text, turn, turns[index + 1]);
		if (pair !== undefined) {
			examples.push(pair);
			index++;
		} else if (turn !== undefined) {
			const found = readUsualExamples(text, turn.content);
			examples.push(...found.examples);
			problems.push(...found.problems);
			if (isSystem(turn) || found.examples.length > 0) {
				task = task === undefined ? found.preamble : hull(task, found.preamble);
			}
		}
	}
	return { task: taskOf(text, task), examples, problems };
}

function isSystem({ role }: ChatTurn): boolean {
	return role === 'system' || role === 'developer';
}

function pairOf(text: string, question: ChatTurn, answer: ChatTurn | undefined): PromptExample | undefined {
	if (question.role !== 'user' || answer?.role !== 'assistant') {
		return undefined;
	}
	const input = templateField(text, question.content);
	const output = templateField(text, answer.content);
	const isComplete = !isOpen(input.text) && !isOpen(output.text);
	return isComplete ? { input, output, span: { start: question.span.start, end: answer.span.end } } : undefined;
}

/** Labels in running text may mean something else: only usual ones count. */
function readUsualExamples(text: string, region: Span) {
	const found = readTextExamples(text, region);
	const whole = proseField(text, region).span;
	return found.isLikely ? found : { examples: [], problems: [], preamble: whole.start < whole.end ? whole : undefined };
}

/** A text without the tags that keep a template from reading it. */
function templateField(text: string, span: Span) {
	const source = text.slice(span.start, span.end);
	const [, open = '', inner] = /^(\{%-?\s*raw\s*-?%\})([^]*)\{%-?\s*endraw\s*-?%\}$/.exec(source) ?? [];
	const start = span.start + open.length;
	return inner === undefined
		? proseField(text, span)
		: { text: withPlainLineEnds(inner), span: { start, end: start + inner.length } };
}

function taskOf(text: string, span: Span | undefined): TaskDefinition | undefined {
	return span === undefined ? undefined : { ...proseField(text, span), source: 'file' };
}

function hull(first: Span, second: Span | undefined): Span {
	return second === undefined ? first : { start: first.start, end: second.end };
}

/** @throws {UserError} `format.cannotInsert`: there is no example to follow, or the text is code of the template */
export function insertIntoBody(
	text: string,
	{ examples }: PromptBody,
	additions: readonly NewDemonstration[],
	eol: string,
): readonly TextEdit[] {
	return insertExamples(text, examples, additions, eol, (plain, place) => {
		return writeTemplateText(text, plain, place, cannotInsert);
	});
}

/** Writes texts in place of the fields of a template. */
export function writeTemplateField(text: string): WriteField {
	return writePromptField(text, (plain, place) => writeTemplateText(text, plain, place, cannotReplace));
}

/** A text at a place of a template, which must not take it for code. */
function writeTemplateText(text: string, plain: string, place: Span, refusal: (reason: string) => UserError): string {
	const isRaw = /\{%-?\s*raw\s*-?%\}$/.test(text.slice(Math.max(place.start - 40, 0), place.start));
	if (/\bendraw\b/.test(plain) && (isRaw || /\{[{%#]/.test(plain))) {
		throw refusal(l10n.t('a text with "endraw" would end what the template leaves as it is. Reword it'));
	}
	return !/\{[{%#]/.test(plain) || isRaw ? plain : `{% raw %}${plain}{% endraw %}`;
}

/** The examples as demonstrations, numbered from 1. */
export function demonstrationsOf(examples: readonly PromptExample[]): readonly Demonstration[] {
	return examples.map(({ input, output, rationale, span }, index) => ({
		id: String(index + 1),
		input,
		output,
		...(rationale && { rationale }),
		span,
	}));
}
