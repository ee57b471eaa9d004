import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLanguageModel, type LanguageModelServer } from '../../support/languageModelServer';

const words = 'Once more, with\nfeeling.';
const messages = [{ role: 'user' as const, content: 'Say it again' }];

let server: LanguageModelServer;
let client: OpenAI;

beforeAll(async () => {
	server = await startLanguageModel();
	server.answer = () => words;
	client = new OpenAI({ baseURL: server.address, apiKey: 'none', maxRetries: 0 });
});

afterAll(() => server.close());

describe('the test server, to the reference client', () => {
	test('streams the same answer that it gives at once, with its end and its usage', async () => {
		const whole = await client.chat.completions.create({ model: 'local', messages });
		const stream = await client.chat.completions.create({
			model: 'local',
			messages,
			stream: true,
			stream_options: { include_usage: true },
		});
		const chunks = await Array.fromAsync(stream);
		const text = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('');
		expect(text).toBe(whole.choices[0]?.message.content);
		expect(chunks.length).toBeGreaterThan(4);
		expect(chunks.flatMap(({ choices }) => choices[0]?.finish_reason ?? [])).toEqual(['stop']);
		expect(chunks.at(-1)?.usage).toEqual(whole.usage);
	});

	test('tells no usage of a stream where none is asked for', async () => {
		const stream = await client.chat.completions.create({ model: 'local', messages, stream: true });
		expect((await Array.fromAsync(stream)).some(({ usage }) => usage !== undefined)).toBe(false);
	});
});
