import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { askForJson } from '../../../src/llm/askForJson';
import type { ChatMessage, ChatModel, ChatOptions } from '../../../src/llm/chatModel';

/** Answers one after another, and keeps what it was asked. */
function recorded(
	...answers: string[]
): ChatModel & { readonly asked: (readonly ChatMessage[])[]; readonly options: (ChatOptions | undefined)[] } {
	const asked: (readonly ChatMessage[])[] = [];
	const options: (ChatOptions | undefined)[] = [];
	return {
		name: 'recorded',
		asked,
		options,
		complete: (messages, given) => {
			asked.push(messages);
			options.push(given);
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

test('endpoints are told the schema, both times, with what else is asked of them', async () => {
	const model = recorded('no', '{"count": 4}');
	await askForJson(model, 'How many?', schema, { temperature: 0 });
	const told = {
		temperature: 0,
		format: {
			name: 'answer',
			schema: { type: 'object', properties: { count: { type: 'integer' } }, required: ['count'] },
		},
	};
	expect(model.options).toMatchObject([told, told]);
});
