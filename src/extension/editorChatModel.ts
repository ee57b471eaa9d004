import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { abortable } from '../base/abortable';
import { UserError } from '../base/errors';
import { estimatedTokens } from '../llm/budgetedModel';
import type { ChatMessage, ChatModel } from '../llm/chatModel';

const defaultDeadlineMs = 180_000;
const longestAnswer = 4 * 1024 * 1024;

/**
 * A model that VS Code offers. It decides by itself how to sample, so that temperature, length and format are wishes it
 * is not told of. To be asked only because of what the user has just done.
 */
export function editorChatModel(chat: vscode.LanguageModelChat): ChatModel {
	// Noted with what it writes, so the same in every language.
	const name = `${chat.name} in VS Code`;
	return {
		name,
		async complete(messages, { signal, deadlineMs = defaultDeadlineMs } = {}) {
			if (estimatedTokens(messages.reduce((sum, { content }) => sum + content.length, 0)) > chat.maxInputTokens) {
				throw new UserError(
					'llm.refused',
					l10n.t('The prompt is too long for {0}: choose a model with a longer window.', name),
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
					throw new UserError('llm.empty', l10n.t('{0} gave no text. Try another model.', name), 'service');
				}
				return text;
			} catch (error) {
				signal?.throwIfAborted();
				throw deadline.aborted
					? new UserError('llm.slow', l10n.t('{0} did not answer in time. Try a faster model.', name), 'service')
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
	// VS Code shows it where it asks the user for leave.
	const options = {
		justification: l10n.t('To write and check candidates for the demonstrations that you are editing.'),
	};
	const response = await chat.sendRequest(messages.map(messageOf), options, token);
	let text = '';
	for await (const piece of response.text) {
		text += piece;
		if (text.length > longestAnswer) {
			throw new UserError('llm.tooLong', l10n.t('The language model’s answer is too long to be read.'), 'service');
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
			: new UserError('llm.failed', l10n.t('{0} failed. Try again, or choose another model.', name), 'service');
	}
	switch (error.code) {
		case vscode.LanguageModelError.NoPermissions.name:
			return new UserError(
				'llm.consent',
				l10n.t(
					'VS Code does not let Demoscope use {0}. Allow it under Manage Language Model Access, or choose another model.',
					name,
				),
				'service',
			);
		case vscode.LanguageModelError.NotFound.name:
			return new UserError(
				'llm.refused',
				l10n.t('VS Code no longer offers {0}. Choose another model.', name),
				'service',
			);
		case vscode.LanguageModelError.Blocked.name:
			return new UserError(
				'llm.quota',
				l10n.t(
					'{0} blocks the request: its quota is used up, or a filter objects. Try again later, or choose another model.',
					name,
				),
				'service',
			);
		default:
			return new UserError('llm.failed', l10n.t('{0} failed. Try again, or choose another model.', name), 'service');
	}
}
