import { beforeEach, expect, test, vi } from 'vitest';
import type * as vscode from 'vscode';

/** What the adapter uses of the editor. */
const editor = vi.hoisted(() => {
	class LanguageModelError extends Error {
		static NoPermissions = (): LanguageModelError => new LanguageModelError('NoPermissions');
		static Blocked = (): LanguageModelError => new LanguageModelError('Blocked');
		static NotFound = (): LanguageModelError => new LanguageModelError('NotFound');
		constructor(readonly code: string) {
			super('The vendor repeats: a private demonstration.');
		}
	}
	class CancellationTokenSource {
		readonly token = { isCancellationRequested: false };
		cancel(): void {
			this.token.isCancellationRequested = true;
		}
		dispose(): void {
			// Nothing to free.
		}
	}
	const speak = (role: string) => (content: string) => ({ role, content });
	return {
		LanguageModelError,
		CancellationTokenSource,
		LanguageModelChatMessage: { User: speak('user'), Assistant: speak('assistant') },
	};
});
vi.mock('vscode', () => editor);

const { editorChatModel } = await import('../../../src/extension/editorChatModel');

const question = [{ role: 'user', content: 'a private demonstration' }] as const;
let answer: () => AsyncIterable<string>;
let sent: { messages: unknown; token: { isCancellationRequested: boolean } }[];

/** Pieces of an answer, and then an error or silence. */
async function* pieces(...texts: readonly (string | Error | Promise<never>)[]): AsyncGenerator<string> {
	for (const text of texts) {
		if (text instanceof Error) {
			throw text;
		}
		yield await text;
	}
}

const model = editorChatModel({
	name: 'Some Model',
	maxInputTokens: 1000,
	sendRequest: (messages: unknown, _: unknown, token: { isCancellationRequested: boolean }) => {
		sent.push({ messages, token });
		return Promise.resolve({ text: answer() });
	},
} as unknown as vscode.LanguageModelChat);

beforeEach(() => {
	sent = [];
	answer = () => pieces('o', 'k');
});

test('puts the pieces of an answer together', async () => {
	expect(await model.complete([...question, { role: 'assistant', content: 'no' }])).toBe('ok');
	expect(sent[0]?.messages).toEqual([...question, { role: 'assistant', content: 'no' }]);
});

test.each([
	['llm.consent', editor.LanguageModelError.NoPermissions()],
	['llm.quota', editor.LanguageModelError.Blocked()],
	['llm.refused', editor.LanguageModelError.NotFound()],
	['llm.failed', new Error('a private demonstration')],
])('%s is a failure that people can act on, without the prompt', async (code, thrown) => {
	answer = () => pieces('o', thrown);
	await expect(model.complete(question)).rejects.toMatchObject({
		name: 'UserError',
		code,
		message: expect.not.stringContaining('private') as unknown,
	});
});

test('no text, and a prompt that is too long, are refused', async () => {
	answer = () => pieces('', ' \n');
	await expect(model.complete(question)).rejects.toMatchObject({ code: 'llm.empty' });
	sent = [];
	await expect(model.complete([{ role: 'user', content: 'x'.repeat(5000) }])).rejects.toMatchObject({
		code: 'llm.refused',
	});
	expect(sent).toEqual([]);
});

test.each([
	['a person cancels', {}, 'AbortError'],
	['its time is up', { deadlineMs: 20 }, 'UserError'],
])('the editor is told to stop when %s, whether it does or not', async (_, options, name) => {
	answer = () => pieces('o', new Promise<never>(() => undefined));
	const controller = new AbortController();
	const pending = model.complete(question, { ...options, signal: controller.signal });
	if (name === 'AbortError') {
		setTimeout(() => controller.abort(), 20);
	}
	await expect(pending).rejects.toMatchObject({ name });
	expect(sent[0]?.token.isCancellationRequested).toBe(true);
});
