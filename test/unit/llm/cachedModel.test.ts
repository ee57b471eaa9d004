import { expect, test } from 'vitest';
import { cachedModel, type AnswerStore } from '../../../src/llm/cachedModel';
import type { ChatModel, ChatOptions } from '../../../src/llm/chatModel';

/** A model that numbers its answers. */
function counting(name = 'counting'): ChatModel & { readonly calls: number } {
	let calls = 0;
	return {
		name,
		get calls() {
			return calls;
		},
		complete: () => Promise.resolve(`answer ${++calls} — «ja»`),
	};
}

function memory(): AnswerStore {
	const entries = new Map<string, Buffer>();
	return {
		get: key => Promise.resolve(entries.get(key)),
		put: (key, data) => {
			entries.set(key, data);
			return Promise.resolve();
		},
	};
}

const question = [{ role: 'user', content: 'Which?' }] as const;

test('an answer that is not drawn is asked for once', async () => {
	const model = counting();
	const store = memory();
	const first = await cachedModel(model, store).complete(question, { temperature: 0 });
	expect(await cachedModel(model, store).complete(question, { temperature: 0 })).toBe(first);
	expect(model.calls).toBe(1);
});

test.each<[string, readonly { role: 'user' | 'assistant'; content: string }[], ChatOptions]>([
	['another text', [{ role: 'user', content: 'Who?' }], { temperature: 0 }],
	['another speaker', [{ role: 'assistant', content: 'Which?' }], { temperature: 0 }],
	['another length', question, { temperature: 0, maxTokens: 5 }],
	['another format', question, { temperature: 0, format: { name: 'a', schema: {} } }],
	['another seed', question, { temperature: 0, seed: 1 }],
])('%s is another request', async (_, messages, options) => {
	const model = counting();
	const cached = cachedModel(model, memory());
	await cached.complete(question, { temperature: 0 });
	await cached.complete(messages, options);
	expect(model.calls).toBe(2);
});

test('another model is asked anew', async () => {
	const store = memory();
	await cachedModel(counting('a'), store).complete(question, { temperature: 0 });
	const other = counting('b');
	await cachedModel(other, store).complete(question, { temperature: 0 });
	expect(other.calls).toBe(1);
});

test.each([{}, { temperature: 0.7 }])('an answer drawn with %o is not remembered', async options => {
	const model = counting();
	const cached = cachedModel(model, memory());
	await cached.complete(question, options);
	await cached.complete(question, options);
	expect(model.calls).toBe(2);
});

test('drawn answers that are to be remembered stay different in a run, and come again in the next', async () => {
	const model = counting();
	const store = memory();
	const runOnce = async (): Promise<string[]> => {
		const cached = cachedModel(model, store, { sampled: true });
		return await Promise.all([1, 2, 3].map(() => cached.complete(question, { temperature: 1 })));
	};
	const answers = await runOnce();
	expect(new Set(answers).size).toBe(3);
	expect(await runOnce()).toEqual(answers);
	expect(model.calls).toBe(3);
});
