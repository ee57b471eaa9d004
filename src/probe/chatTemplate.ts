import { Environment, Interpreter, parse, tokenize } from '@huggingface/jinja';
import * as l10n from '@vscode/l10n';
import { UserError, messageOf } from '../base/errors';
import type { Checkpoint } from './checkpoint/checkpoint';
import type { ReadingRequest } from './probeModel';
import { renderPlain, type RenderedText, type Renderer, type Segment } from './template';

/** One turn of a conversation, as chat templates know it. */
interface Message {
	readonly role: 'user' | 'assistant';
	readonly content: string;
}

interface Range {
	readonly start: number;
	readonly end: number;
}

/** How a checkpoint wants to see texts: by its chat template, or plainly where it has none. */
export function rendererOf({ chatTemplate, tokenizer }: Pick<Checkpoint, 'chatTemplate' | 'tokenizer'>): Renderer {
	return chatTemplate === undefined ? renderPlain : chatRenderer(chatTemplate, specialTokens(tokenizer.settings));
}

/**
 * Puts requests together by a chat template, as `apply_chat_template` of transformers does: a user's turn with the task,
 * an empty line and the input, and an assistant's turn with the output. In-context examples are earlier turns, and the
 * task then stands in the first of them. White space at the end of task and outputs is removed.
 *
 * The loss counts the output with all that the template has follow it, such as the mark that ends a turn: what the
 * assistant says after the prompt, as the loss on completions alone of the paper's released code does (Prismatic
 * Synthesis, arXiv 2505.20161; trl's `DataCollatorForCompletionOnlyLM`). Of the input it counts the content, where it
 * counts that at all. White space before either is left out. A template may trim or rewrite content, so a field is found as the stretch in which the text differs from
 * the text with another field in its place. An output that a template leaves out is read as an empty one would be.
 *
 * @param tokens the tokenizer's special tokens by the names that templates use, such as `bos_token`
 * @throws {UserError} `probe.template`: not a template, or none that shows a conversation's turns in their order
 */
export function chatRenderer(source: string, tokens: Readonly<Record<string, string>>): Renderer {
	const program = guarded(l10n.t('it is not a Jinja template'), () =>
		parse(tokenize(source, { trim_blocks: true, lstrip_blocks: true })),
	);
	const render = (request: ReadingRequest): string =>
		guarded(l10n.t('it fails on a conversation'), () => {
			const environment = new Environment();
			for (const [name, value] of Object.entries({ ...globals, ...tokens, messages: conversation(request) })) {
				environment.set(name, value);
			}
			const { value } = new Interpreter(environment).run(program);
			return typeof value === 'string' ? value : '';
		});
	const renderer: Renderer = request => {
		const text = render(request);
		const mark = unusedCharacter(text);
		const find = (field: 'input' | 'output'): Range =>
			request[field].trim() === '' ? { start: 0, end: 0 } : difference(text, render({ ...request, [field]: mark }));
		const output = find('output');
		const answer = output.start < output.end ? { start: output.start, end: text.length } : output;
		return divide(text, find('input'), answer);
	};
	checkTurns(renderer);
	return renderer;
}

/** What transformers gives to every template (`render_jinja_template`), besides messages and special tokens. */
const globals: Readonly<Record<string, unknown>> = {
	true: true,
	false: false,
	none: null,
	True: true,
	False: false,
	None: null,
	tools: null,
	documents: null,
	add_generation_prompt: false,
	range: (first: number, second?: number) => integers(second === undefined ? 0 : first, second ?? first),
	raise_exception: (message: unknown) => {
		throw new Error(String(message));
	},
	// A reading does not depend on the day it is made: this is the one that Llama's templates fall back on.
	strftime_now: () => '26 Jul 2024',
};

/** Longer loops have no use in a template. */
const longestRange = 10_000;

function integers(from: number, to: number): readonly number[] {
	if (to - from > longestRange) {
		throw new RangeError(l10n.t('it counts to {0}', to));
	}
	return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

function conversation({ task = '', examples = [], input, output }: ReadingRequest): readonly Message[] {
	const introduction = task.trim() === '' ? '' : `${task.trimEnd()}\n\n`;
	return [...examples, { input, output }].flatMap((turn, index): readonly Message[] => [
		{ role: 'user', content: `${index === 0 ? introduction : ''}${turn.input}` },
		{ role: 'assistant', content: turn.output.trimEnd() },
	]);
}

/** A character for private use that does not occur in a text. */
function unusedCharacter(text: string): string {
	let code = 0xe000;
	while (text.includes(String.fromCharCode(code))) {
		code++;
	}
	return String.fromCharCode(code);
}

/** The stretch of a text that has no counterpart at the beginning or the end of another, white space around it apart. */
function difference(text: string, other: string): Range {
	const most = Math.min(text.length, other.length);
	let start = 0;
	while (start < most && text[start] === other[start]) {
		start++;
	}
	let after = 0;
	while (after < most - start && text.at(-1 - after) === other.at(-1 - after)) {
		after++;
	}
	const found = text.slice(start, text.length - after);
	const leading = found.length - found.trimStart().length;
	return { start: start + leading, end: start + Math.max(leading, found.trimEnd().length) };
}

function divide(text: string, input: Range, output: Range): RenderedText {
	const segments: Segment[] = [];
	let offset = 0;
	for (const [part, { start, end }] of [['input', input] as const, ['output', output] as const]) {
		if (start < end) {
			if (start < offset) {
				throw templateError(l10n.t('it does not show a conversation in its order'));
			}
			segments.push({ text: text.slice(offset, start), part: 'template' }, { text: text.slice(start, end), part });
			offset = end;
		}
	}
	return { segments: [...segments, { text: text.slice(offset), part: 'template' }], complete: true };
}

/** Tries a template on a small conversation. */
function checkTurns(renderer: Renderer): void {
	const { segments } = renderer({
		task: 'Count.',
		examples: [{ input: 'one', output: 'two' }],
		input: 'three',
		output: 'four',
		loss: 'completion',
		gradient: false,
	});
	const texts = segments.map(({ text }) => text);
	const [before = '', input, , output = ''] = texts;
	if (
		input !== 'three' ||
		!output.startsWith('four') ||
		!['Count.', 'one', 'two'].every(text => before.includes(text))
	) {
		throw templateError(l10n.t('it leaves out parts of a conversation'));
	}
}

/** The tokens of a `tokenizer_config.json`, each a text or an object with its text. */
function specialTokens(settings: object): Readonly<Record<string, string>> {
	const tokens: Record<string, string> = {};
	for (const [name, value] of Object.entries(settings) as [string, unknown][]) {
		const token = typeof value === 'object' && value !== null && 'content' in value ? value.content : value;
		if (/^(?:bos|eos|unk|sep|pad|cls|mask)_token$/u.test(name) && typeof token === 'string') {
			tokens[name] = token;
		}
	}
	return tokens;
}

function guarded<T>(failure: string, action: () => T): T {
	try {
		return action();
	} catch (error) {
		throw templateError(`${failure} (${messageOf(error)})`, error);
	}
}

function templateError(detail: string, cause?: unknown): UserError {
	return new UserError(
		'probe.template',
		l10n.t(
			"The probe's chat template cannot be used: {0}. Choose another checkpoint, or take chat_template out of its folder to have texts read plainly.",
			detail,
		),
		'input',
		{ cause },
	);
}
