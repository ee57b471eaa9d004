import * as vscode from 'vscode';
import { abortable } from '../base/abortable';
import { UserError } from '../base/errors';
import { estimatedTokens } from '../llm/budgetedModel';
import type { ChatMessage, ChatModel } from '../llm/chatModel';

/** Why VS Code says a request is made, where it asks the user for leave. */
const justification = 'To write and check candidates for the demonstrations that you are editing.';

const defaultDeadlineMs = 180_000;
const longestAnswer = 4 * 1024 * 1024;

/**
 * A model that VS Code offers. It decides by itself how to sample, so that temperature, length and format are wishes it
 * is not told of. To be asked only because of what the user has just done.
 */
export function editorChatModel(chat: vscode.LanguageModelChat): ChatModel {
	const name = `${chat.name} in VS Code`;
	return {
		name,
		async complete(messages, { signal, deadlineMs = defaultDeadlineMs } = {}) {
			if (estimatedTokens(messages.reduce((sum, { content }) => sum + content.length, 0)) > chat.maxInputTokens) {
				throw new UserError(
					'llm.refused',
					`The prompt is too long for ${name}: choose a model with a longer window.`,
					'service',
				);
			}
			const deadline = AbortSignal.timeout(deadlineMs);
			const stop = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
			stop.throwIfAborted();
			const cancellation = new vscode.CancellationTokenSource();
			const cancel = (): void => cancellation.cancel();
			stop.addEventListener('abort', cancel);
			try {
				const text = await abortable(answerOf(chat, messages, cancellation.token), stop);
				if (text.trim() === '') {
					throw new UserError('llm.empty', `${name} gave no text. Try another model.`, 'service');
				}
				return text;
			} catch (error) {
				signal?.throwIfAborted();
				throw deadline.aborted
					? new UserError('llm.slow', `${name} did not answer in time. Try a faster model.`, 'service')
					: explain(error, name);
			} finally {
				stop.removeEventListener('abort', cancel);
				cancellation.dispose();
			}
		},
	};
}

async function answerOf(
	chat: vscode.LanguageModelChat,
	messages: readonly ChatMessage[],
	token: vscode.CancellationToken,
): Promise<string> {
	const response = await chat.sendRequest(messages.map(messageOf), { justification }, token);
	let text = '';
	for await (const piece of response.text) {
		text += piece;
		if (text.length > longestAnswer) {
			throw new UserError('llm.tooLong', 'The language model’s answer is too long to be read.', 'service');
		}
	}
	return text;
}

/** Its messages have no other speakers. */
function messageOf({ role, content }: ChatMessage): vscode.LanguageModelChatMessage {
	return role === 'user'
		? vscode.LanguageModelChatMessage.User(content)
		: vscode.LanguageModelChatMessage.Assistant(content);
}

/** What the vendor's extension wrote is left out: it may repeat the prompt. */
function explain(error: unknown, name: string): unknown {
	if (!(error instanceof vscode.LanguageModelError)) {
		return UserError.is(error)
			? error
			: new UserError('llm.failed', `${name} failed. Try again, or choose another model.`, 'service');
	}
	switch (error.code) {
		case vscode.LanguageModelError.NoPermissions.name:
			return new UserError(
				'llm.consent',
				`VS Code does not let Demoscope use ${name}. Allow it under Manage Language Model Access, or choose another model.`,
				'service',
			);
		case vscode.LanguageModelError.NotFound.name:
			return new UserError('llm.refused', `VS Code no longer offers ${name}. Choose another model.`, 'service');
		case vscode.LanguageModelError.Blocked.name:
			return new UserError(
				'llm.quota',
				`${name} blocks the request: its quota is used up, or a filter objects. Try again later, or choose another model.`,
				'service',
			);
		default:
			return new UserError('llm.failed', `${name} failed. Try again, or choose another model.`, 'service');
	}
}
