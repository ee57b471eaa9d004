import * as l10n from '@vscode/l10n';
import { UserError } from '../base/errors';
import type { ChatMessage, ChatModel, Usage } from './chatModel';

/** What a run has used of its budget. */
export interface Ledger {
	readonly calls: number;
	/** Of prompts and answers: as the endpoint counts them, or at four characters a token where it does not say. */
	readonly tokens: number;
	readonly promptTokens: number;
	readonly answerTokens: number;
	/** Only where a price is set, in its currency. */
	readonly cost?: number;
}

/** For a million tokens each, in any one currency. */
export interface Price {
	readonly prompt: number;
	readonly answer: number;
}

export interface Budget {
	readonly calls?: number;
	readonly tokens?: number;
	/** Only together with a price. */
	readonly cost?: number;
	readonly price?: Price;
}

export interface BudgetedModel extends ChatModel {
	/** As it stands now. */
	readonly ledger: Ledger;
}

const charactersPerToken = 4;

export function estimatedTokens(characters: number): number {
	return Math.ceil(characters / charactersPerToken);
}

/** What so many calls would use, for a person to look at before the first of them. */
export function estimatedUse(calls: number, each: Usage, price?: Price): Ledger {
	return ledgerOf(calls, { promptTokens: calls * each.promptTokens, answerTokens: calls * each.answerTokens }, price);
}

/**
 * A model that stops at its budget, and the account of what was used. A call is not made where its prompt and the
 * longest answer it allows would not fit, those under way counted.
 *
 * @param budget most calls, or every limit that there is
 * @param onUse told of the account after every call
 */
export function budgetedModel(
	model: ChatModel,
	budget: number | Budget,
	onUse: (ledger: Ledger) => void = () => undefined,
): BudgetedModel {
	const limits = typeof budget === 'number' ? { calls: budget } : budget;
	const { price } = limits;
	let calls = 0;
	let used: Usage = { promptTokens: 0, answerTokens: 0 };
	/** For calls under way. */
	let reserved: Usage = { promptTokens: 0, answerTokens: 0 };

	return {
		name: model.name,
		get ledger() {
			return ledgerOf(calls, used, price);
		},
		/** @throws {UserError} `llm.budget`: the budget is used up; and what the model throws */
		async complete(messages, options = {}) {
			const expected = { promptTokens: promptTokensOf(messages), answerTokens: options.maxTokens ?? 0 };
			checkBudget(limits, ledgerOf(calls + 1, sum(sum(used, reserved), expected), price));
			calls++;
			reserved = sum(reserved, expected);
			let told: Usage | undefined;
			// A call that fails may have been paid for.
			let spent: Usage = { ...expected, answerTokens: 0 };
			try {
				const answer = await model.complete(messages, {
					...options,
					onUsage: usage => {
						told = usage;
						options.onUsage?.(usage);
					},
				});
				spent = { ...expected, answerTokens: estimatedTokens(answer.length) };
				return answer;
			} finally {
				reserved = sum(reserved, { promptTokens: -expected.promptTokens, answerTokens: -expected.answerTokens });
				used = sum(used, told ?? spent);
				onUse(ledgerOf(calls, used, price));
			}
		},
	};
}

function checkBudget({ calls, tokens, cost }: Budget, wanted: Ledger): void {
	const limit =
		calls !== undefined && wanted.calls > calls
			? l10n.t('{0} calls', calls)
			: tokens !== undefined && wanted.tokens > tokens
				? l10n.t('{0} tokens', tokens)
				: cost !== undefined && wanted.cost !== undefined && wanted.cost > cost
					? String(cost)
					: undefined;
	if (limit !== undefined) {
		throw new UserError('llm.budget', l10n.t('The budget of {0} is used up.', limit), 'service');
	}
}

function ledgerOf(calls: number, { promptTokens, answerTokens }: Usage, price: Price | undefined): Ledger {
	return {
		calls,
		tokens: promptTokens + answerTokens,
		promptTokens,
		answerTokens,
		...(price === undefined ? {} : { cost: (promptTokens * price.prompt + answerTokens * price.answer) / 1_000_000 }),
	};
}

function promptTokensOf(messages: readonly ChatMessage[]): number {
	return estimatedTokens(messages.reduce((characters, { content }) => characters + content.length, 0));
}

function sum(a: Usage, b: Usage): Usage {
	return { promptTokens: a.promptTokens + b.promptTokens, answerTokens: a.answerTokens + b.answerTokens };
}
