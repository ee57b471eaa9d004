import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { askForJson } from '../../../src/llm/askForJson';
import { budgetedModel } from '../../../src/llm/budgetedModel';
import type { ChatMessage, ChatModel } from '../../../src/llm/chatModel';

/** Answers one after another, and keeps what it was asked. */
function recorded(...answers: string[]): ChatModel & { readonly asked: (readonly ChatMessage[])[] } {
	const asked: (readonly ChatMessage[])[] = [];
	return {
		name: 'recorded',
		asked,
		complete: messages => {
			asked.push(messages);
			const answer = answers[asked.length - 1];
			return answer === undefined
				? Promise.reject(new Error('nothing is recorded for this call'))
				: Promise.resolve(answer);
		},
	};
}

const schema = z.object({ count: z.int() });

test('takes JSON out of the words and fences around it', async () => {
	const model = recorded('Sure! Here it is:\n```json\n{"count": 3}\n```\nAnything else?');
	expect(await askForJson(model, 'How many?', schema)).toEqual({ count: 3 });
	expect(model.asked).toHaveLength(1);
});

test.each([
	['no JSON at all', 'not valid JSON'],
	['{"count": 3', 'not valid JSON'],
	['{"count": "three"}', 'count'],
])('sends %s back once, with what is wrong', async (bad, problem) => {
	const model = recorded(bad, '{"count": 4}');
	expect(await askForJson(model, 'How many?', schema)).toEqual({ count: 4 });
	expect(model.asked[1]?.at(-1)?.content).toContain(problem);
	expect(model.asked[1]?.[1]).toEqual({ role: 'assistant', content: bad });
});

test('gives up after the second answer', async () => {
	expect(await askForJson(recorded('no', 'no again'), 'How many?', schema)).toBeUndefined();
});

test('a budget counts calls and stops at its cap', async () => {
	const model = budgetedModel(recorded('abcd', 'abcd'), 1);
	await model.complete([{ role: 'user', content: '12345678' }]);
	expect(model.ledger).toEqual({ calls: 1, tokens: 3 });
	await expect(model.complete([{ role: 'user', content: 'x' }])).rejects.toMatchObject({ code: 'llm.budget' });
	expect(model.ledger.calls).toBe(1);
});
