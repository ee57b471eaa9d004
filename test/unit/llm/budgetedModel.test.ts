import { expect, test } from 'vitest';
import { budgetedModel, estimatedUse, type Ledger } from '../../../src/llm/budgetedModel';
import type { ChatModel, Usage } from '../../../src/llm/chatModel';

const question = [{ role: 'user', content: '12345678' }] as const;

function answering(answer: string, usage?: Usage): ChatModel {
	return {
		name: 'answering',
		complete: (_, options) => {
			if (usage !== undefined) {
				options?.onUsage?.(usage);
			}
			return Promise.resolve(answer);
		},
	};
}

test('counts calls, estimates their tokens, and stops at its cap', async () => {
	const model = budgetedModel(answering('abcd'), 1);
	await model.complete(question);
	expect(model.ledger).toEqual({ calls: 1, tokens: 3, promptTokens: 2, answerTokens: 1 });
	await expect(model.complete(question)).rejects.toMatchObject({ code: 'llm.budget' });
	expect(model.ledger.calls).toBe(1);
});

test('believes the endpoint, and tells who else wants to know', async () => {
	const told: Usage[] = [];
	const accounts: Ledger[] = [];
	const usage = { promptTokens: 100, answerTokens: 50 };
	const price = { prompt: 2, answer: 10 };
	const model = budgetedModel(answering('abcd', usage), { price }, ledger => accounts.push(ledger));
	await model.complete(question, { onUsage: value => told.push(value) });
	expect(told).toEqual([usage]);
	expect(model.ledger).toEqual({ calls: 1, tokens: 150, promptTokens: 100, answerTokens: 50, cost: 0.0007 });
	expect(accounts).toEqual([model.ledger]);
});

test.each([
	['tokens', { tokens: 30 }],
	['money', { cost: 30e-6, price: { prompt: 1, answer: 1 } }],
])('calls under way count with the longest answers they may get: %s', async (_, budget) => {
	const model = budgetedModel(answering('abcd'), budget);
	const runs = await Promise.allSettled([1, 2, 3].map(() => model.complete(question, { maxTokens: 10 })));
	expect(runs.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
	// The answers were shorter than they might have been, so there is room again.
	await model.complete(question, { maxTokens: 10 });
	expect(model.ledger.calls).toBe(3);
});

test('a call that fails counts with its prompt', async () => {
	const failing: ChatModel = { name: 'failing', complete: () => Promise.reject(new Error('no')) };
	const model = budgetedModel(failing, { tokens: 100 });
	await expect(model.complete(question)).rejects.toThrow('no');
	expect(model.ledger).toMatchObject({ calls: 1, tokens: 2 });
});

test('an estimate is the account of calls that are alike', () => {
	expect(estimatedUse(10, { promptTokens: 300, answerTokens: 200 }, { prompt: 1, answer: 5 })).toEqual({
		calls: 10,
		tokens: 5000,
		promptTokens: 3000,
		answerTokens: 2000,
		cost: 0.013,
	});
});
