import { UserError } from '../base/errors';
import type { ChatModel } from './chatModel';

/** What a run has used of its budget. */
export interface Ledger {
	readonly calls: number;
	/** Of prompts and answers, at four characters a token: an estimate where the endpoint does not say. */
	readonly tokens: number;
}

const charactersPerToken = 4;

export function estimatedTokens(characters: number): number {
	return Math.ceil(characters / charactersPerToken);
}

/** A model that stops at so many calls, and the account of what was used. */
export function budgetedModel(model: ChatModel, maximumCalls: number): ChatModel & { readonly ledger: Ledger } {
	let calls = 0;
	let characters = 0;
	return {
		name: model.name,
		get ledger() {
			return { calls, tokens: estimatedTokens(characters) };
		},
		/** @throws {UserError} `llm.budget`: the calls are used up; and what the model throws */
		async complete(messages, options) {
			if (calls >= maximumCalls) {
				throw new UserError('llm.budget', `The budget of ${maximumCalls} calls is used up.`, 'service');
			}
			calls++;
			characters += messages.reduce((sum, { content }) => sum + content.length, 0);
			const answer = await model.complete(messages, options);
			characters += answer.length;
			return answer;
		},
	};
}
