import { InvalidArgumentError, type Command } from 'commander';
import { UserError } from '../base/errors';
import type { Budget, Ledger, Price } from '../llm/budgetedModel';
import { parseCount } from './counts';

/** Options of every command whose calls to a language model have a cap. */
export interface BudgetOptions {
	readonly llmCalls: number;
	readonly llmTokens?: number;
	readonly llmPrice?: Price;
	readonly llmCost?: number;
}

export function addBudgetOptions(command: Command, usualCalls: number): Command {
	return command
		.option('--llm-calls <number>', 'most calls to the model', parseCount, usualCalls)
		.option('--llm-tokens <number>', 'most tokens of prompts and answers', parseCount)
		.option('--llm-price <prompt,answer>', 'price of a million tokens of prompts and of answers: 0.15,0.6', parsePrice)
		.option('--llm-cost <amount>', 'most that it may cost, in the currency of the price', parseAmount);
}

/** @throws {UserError} `usage.price`: a cost is to be kept to, and nothing says what tokens cost */
export function budgetOf({ llmCalls, llmTokens, llmPrice, llmCost }: BudgetOptions): Budget {
	if (llmCost !== undefined && llmPrice === undefined) {
		throw new UserError('usage.price', '--llm-cost needs the price of tokens: give --llm-price too.', 'usage');
	}
	return {
		calls: llmCalls,
		...(llmTokens === undefined ? {} : { tokens: llmTokens }),
		...(llmPrice === undefined ? {} : { price: llmPrice }),
		...(llmCost === undefined ? {} : { cost: llmCost }),
	};
}

/** What of an account is told. */
type Use = Pick<Ledger, 'calls' | 'tokens'> & { readonly cost?: number | undefined };

/** "12 calls and 3400 tokens, 0.0021 in money", as far as it is known. */
export function useInWords({ calls, tokens, cost }: Use): string {
	const money = cost === undefined ? '' : `, ${Number(cost.toPrecision(2))} in money`;
	return `${calls} ${calls === 1 ? 'call' : 'calls'} and ${tokens} tokens${money}`;
}

function parsePrice(text: string): Price {
	const [prompt = NaN, answer = NaN, ...others] = text.split(',').map(Number);
	if (!(prompt >= 0 && answer >= 0) || others.length > 0) {
		throw new InvalidArgumentError('It must be two numbers, such as 0.15,0.6.');
	}
	return { prompt, answer };
}

function parseAmount(text: string): number {
	const amount = Number(text);
	if (!(amount > 0)) {
		throw new InvalidArgumentError('It must be a number above 0.');
	}
	return amount;
}
