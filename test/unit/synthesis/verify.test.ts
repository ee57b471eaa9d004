import { describe, expect, test } from 'vitest';
import { askForJson } from '../../../src/llm/askForJson';
import type { ChatModel } from '../../../src/llm/chatModel';
import type { Asker } from '../../../src/synthesis/asker';
import { isVerified, verify, type VerifyOptions } from '../../../src/synthesis/verify';
import { scriptedModel } from '../../support/scriptedModel';

const askerOf = (model: ChatModel): Asker => ({
	model: model.name,
	ask: (prompt, schema, options) => askForJson(model, prompt, schema, options),
});

const options: VerifyOptions = {
	task: 'Add up.',
	shots: [{ input: '1 + 1', output: '2' }],
	outputs: ['2', '4'],
	form: 'number',
	answers: 3,
};

test('counts the answers that agree, and never shows the model the output', async () => {
	const model = scriptedModel({
		answer: (_, call) => JSON.stringify({ answer: call === 1 ? 'it is 8' : 'it is 777' }),
	});
	const verification = await verify(askerOf(model), { input: '700 + 77', output: 'seven hundred: 777' }, options);
	expect(verification).toEqual({ comparison: 'number', agreed: 2, asked: 3 });
	expect(model.prompts.join()).not.toContain('seven hundred');
	expect(model.prompts).toHaveLength(3);
	expect(model.options[0]?.temperature).toBe(0.75);
});

test('an answer that cannot be used agrees with nothing', async () => {
	const model = scriptedModel({ answer: (_, call) => (call === 0 ? '{"answer": "2"}' : 'whatever') });
	const verification = await verify(askerOf(model), { input: '1 + 1', output: '2' }, options);
	expect(verification).toMatchObject({ agreed: 1, asked: 3 });
});

describe('answers in words', () => {
	const candidate = { input: 'who purrs', output: 'a cat' };

	test('are judged by the model, all at once', async () => {
		const model = scriptedModel({
			answer: (_, call) => JSON.stringify({ answer: ['a feline', 'a dog', 'a cat'][call] }),
			judgement: () => '{"same": [true, false, true]}',
		});
		const verification = await verify(askerOf(model), candidate, { ...options, form: 'text' });
		expect(verification).toEqual({ comparison: 'judge', agreed: 2, asked: 3 });
		expect(model.prompts).toHaveLength(4);
	});

	test('that are alike word for word need no judge, and an unusable verdict leaves those', async () => {
		const alike = scriptedModel({ answer: () => '{"answer": "A cat."}' });
		expect(await verify(askerOf(alike), candidate, { ...options, form: 'text' })).toMatchObject({ agreed: 3 });
		const mute = scriptedModel({
			answer: (_, call) => JSON.stringify({ answer: call === 0 ? 'a cat' : 'a dog' }),
			judgement: () => '{"same": [true]}',
		});
		expect(await verify(askerOf(mute), candidate, { ...options, form: 'text' })).toMatchObject({ agreed: 1 });
	});
});

test('a strict majority, any, or no matter', () => {
	const votes = (agreed: number, asked: number) => ({ comparison: 'label' as const, agreed, asked });
	expect([0, 1, 2, 3].map(agreed => isVerified(votes(agreed, 3), 'majority'))).toEqual([false, false, true, true]);
	expect(isVerified(votes(2, 4), 'majority')).toBe(false);
	expect([0, 1].map(agreed => isVerified(votes(agreed, 3), 'any'))).toEqual([false, true]);
	expect(isVerified(votes(0, 3), 'none')).toBe(true);
});

test('names all labels of the set, not only those of the examples that are shown', async () => {
	const model = scriptedModel({ answer: () => '{"answer": "owl"}' });
	const shots = ['cat', 'cat', 'dog'].map((output, index) => ({ input: `animal ${index}`, output }));
	const outputs = ['cat', 'cat', 'dog', 'dog', 'owl', 'owl'];
	await verify(askerOf(model), { input: 'hoots', output: 'owl' }, { ...options, shots, outputs, form: 'label' });
	expect(model.prompts[0]).toContain('exactly one of these: "cat", "dog", "owl"');
});
