import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Logger } from '../../../src/base/logger';
import { nullLogger } from '../../../src/base/logger';
import type { Usage } from '../../../src/llm/chatModel';
import { openAiChatModel, type OpenAiOptions } from '../../../src/llm/openAiChatModel';
import { misbehaviours, startLanguageModel, type LanguageModelServer } from '../../support/languageModelServer';

let server: LanguageModelServer;
beforeEach(async () => (server = await startLanguageModel()));
afterEach(() => server.close());

const key = 'your-secret-key';
const text = 'A demonstration that is nobody’s business.';
const question = [{ role: 'user', content: text }] as const;
const format = { name: 'answer', schema: { type: 'object', properties: { n: { type: 'integer' } } } };
const soon = { 'retry-after-ms': '1' };

function model(options: Partial<OpenAiOptions> = {}): ReturnType<typeof openAiChatModel> {
	return openAiChatModel({ baseUrl: server.address, model: 'local', apiKey: key, random: () => 1, ...options });
}

/** What a promise is rejected with. */
async function failureOf(promise: Promise<unknown>): Promise<unknown> {
	return await promise.then(
		() => undefined,
		(error: unknown) => error,
	);
}

describe('a request', () => {
	test('holds the model, the messages and what was asked for, and goes to the chosen address', async () => {
		server.answer = () => 'billing problems';
		const answer = await model().complete(question, { temperature: 0.5, topP: 0.9, seed: 7, maxTokens: 20, format });
		expect(answer).toBe('billing problems');
		expect(server.requests).toMatchObject([
			{ path: '/v1/chat/completions', headers: { authorization: `Bearer ${key}` } },
		]);
		expect(server.requests[0]?.body).toEqual({
			model: 'local',
			messages: [...question],
			temperature: 0.5,
			top_p: 0.9,
			seed: 7,
			max_tokens: 20,
			response_format: { type: 'json_schema', json_schema: format },
		});
	});

	test('tells what it took, as the endpoint counts', async () => {
		server.answer = () => 'two words';
		const used: Usage[] = [];
		await model().complete(question, { onUsage: usage => used.push(usage) });
		expect(used).toEqual([{ promptTokens: 6, answerTokens: 2 }]);
	});

	test('takes nothing from the environment that was meant for OpenAI', async () => {
		vi.stubEnv('OPENAI_API_KEY', 'theirs');
		vi.stubEnv('OPENAI_ORG_ID', 'their-organization');
		vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:1/v1');
		try {
			await openAiChatModel({ baseUrl: server.address, model: 'local' }).complete(question);
		} finally {
			vi.unstubAllEnvs();
		}
		expect(JSON.stringify(server.requests[0]?.headers)).not.toContain('their');
	});

	test('never follows a server elsewhere', async () => {
		const elsewhere = await startLanguageModel();
		try {
			server.misbehave(misbehaviours.redirect(`${elsewhere.address}/chat/completions`));
			expect(await failureOf(model({ retries: 0 }).complete(question))).toMatchObject({ code: 'llm.unreachable' });
			expect(elsewhere.requests).toEqual([]);
		} finally {
			await elsewhere.close();
		}
	});
});

describe('what an endpoint does not take', () => {
	test.each(['response_format', 'temperature'])(
		'%s is left out once it was refused, and that is logged',
		async option => {
			const warnings: string[] = [];
			const logger: Logger = { ...nullLogger, warn: message => warnings.push(message) };
			server.refused = [option];
			const patient = model({ logger });
			expect(await patient.complete(question, { temperature: 0, format })).toBe('ok');
			expect(await patient.complete(question, { temperature: 0, format })).toBe('ok');
			expect(server.requests.map(({ body }) => option in body)).toEqual([true, false, false]);
			expect(warnings).toEqual([expect.stringContaining(option)]);
		},
	);

	test('a request that is refused for another reason does not cost the endpoint its format', async () => {
		const patient = model();
		server.misbehave(misbehaviours.status(400), misbehaviours.status(400));
		expect(await failureOf(patient.complete(question, { format }))).toMatchObject({ code: 'llm.refused' });
		await patient.complete(question, { format });
		expect(server.requests.map(({ body }) => 'response_format' in body)).toEqual([true, false, true]);
	});
});

describe('a failure that may pass', () => {
	test.each([
		['429', misbehaviours.status(429, soon)],
		['500', misbehaviours.status(500, soon)],
		['a body that is cut', misbehaviours.cutBody],
		['a body that is no JSON', misbehaviours.body('{"choices":')],
	])('%s is asked about again', async (_, misbehaviour) => {
		server.misbehave(misbehaviour);
		expect(await model().complete(question)).toBe('ok');
		expect(server.requests).toHaveLength(2);
	});

	test.each([
		['llm.busy', misbehaviours.status(429, soon)],
		['llm.busy', misbehaviours.status(503, soon)],
		['llm.failed', misbehaviours.status(500, soon)],
		['llm.failed', misbehaviours.body('{')],
	])('it ends as %s where it does not pass', async (code, misbehaviour) => {
		server.misbehave(misbehaviour, misbehaviour);
		expect(await failureOf(model({ retries: 1 }).complete(question))).toMatchObject({ code, kind: 'service' });
		expect(server.requests).toHaveLength(2);
	});

	test('one that asks for more time than there is left is not waited for', async () => {
		server.misbehave(misbehaviours.status(429, { 'retry-after': '3600' }));
		expect(await failureOf(model().complete(question))).toMatchObject({ code: 'llm.busy' });
	});

	test('a quota that is used up does not pass', async () => {
		server.misbehave(misbehaviours.status(429, soon, 'insufficient_quota'));
		expect(await failureOf(model().complete(question))).toMatchObject({ code: 'llm.quota' });
		expect(server.requests).toHaveLength(1);
	});
});

describe('an answer that cannot be used', () => {
	test.each([
		['no text', 'llm.empty', misbehaviours.body('{"choices":[{"message":{"content":null}}]}')],
		['blank text', 'llm.empty', misbehaviours.body('{"choices":[{"message":{"content":" \\n"}}]}')],
		['no choice', 'llm.failed', misbehaviours.body('{"choices":[]}')],
		['other JSON', 'llm.failed', misbehaviours.body('[1]')],
		['a page of HTML', 'llm.failed', misbehaviours.body('<h1>Hello</h1>', 'text/html')],
		['nothing', 'llm.failed', misbehaviours.body('')],
		['more than fits', 'llm.tooLong', misbehaviours.endless],
	])('%s is %s', async (_, code, misbehaviour) => {
		server.misbehave(misbehaviour);
		expect(await failureOf(model({ retries: 0 }).complete(question))).toMatchObject({ code });
	});
});

test.each([400, 401, 403, 404, 413, 429, 500])('status %i repeats neither the key nor what was sent', async status => {
	const messages: string[] = [];
	const keep = (message: string): void => void messages.push(message);
	const logger: Logger = { debug: keep, info: keep, warn: keep, error: keep };
	server.misbehave(misbehaviours.status(status, soon), misbehaviours.status(status, soon));
	const error = await failureOf(model({ retries: 1, logger }).complete(question));
	expect(error).toMatchObject({ kind: 'service' });
	const said = [JSON.stringify(error, Object.getOwnPropertyNames(error)), ...messages].join('\n');
	expect(error).not.toHaveProperty('cause');
	expect(said).not.toContain(key);
	expect(said).not.toContain(text);
});

test.each(['two words', 'line\nbreak', 'schlüssel'])('a key that cannot be one is not repeated either: %j', apiKey => {
	expect(() => model({ apiKey })).toThrow(
		expect.objectContaining({ code: 'llm.key', message: expect.not.stringContaining(apiKey) as unknown }),
	);
});

test('nobody there is llm.unreachable', async () => {
	const closed = await startLanguageModel();
	await closed.close();
	const gone = openAiChatModel({ baseUrl: closed.address, model: 'local', retries: 0 });
	expect(await failureOf(gone.complete(question))).toMatchObject({ code: 'llm.unreachable' });
});

describe('a request that is cancelled', () => {
	test.each([
		['before the answer', misbehaviours.silent],
		['in the middle of a body', misbehaviours.stalled],
	])('%s closes its connection', async (_, misbehaviour) => {
		server.misbehave(misbehaviour);
		const cancel = new AbortController();
		const pending = failureOf(model().complete(question, { signal: cancel.signal }));
		await vi.waitFor(() => expect(server.requests).toHaveLength(1));
		cancel.abort();
		expect(await pending).toMatchObject({ name: 'AbortError' });
		await vi.waitFor(() => expect(server.requests[0]?.isCut).toBe(true));
		expect(server.requests).toHaveLength(1);
	});

	test('while it pauses is not sent again', async () => {
		server.misbehave(misbehaviours.status(429, { 'retry-after': '60' }));
		const cancel = new AbortController();
		const pending = failureOf(model().complete(question, { signal: cancel.signal }));
		await vi.waitFor(() => expect(server.requests).toHaveLength(1));
		cancel.abort();
		expect(await pending).toMatchObject({ name: 'AbortError' });
		expect(server.requests).toHaveLength(1);
	});
});

test('a deadline ends a request and closes its connection', async () => {
	server.misbehave(misbehaviours.silent);
	expect(await failureOf(model().complete(question, { deadlineMs: 50 }))).toMatchObject({ code: 'llm.slow' });
	await vi.waitFor(() => expect(server.requests[0]?.isCut).toBe(true));
});

test('no more requests are under way than the endpoint is to bear', async () => {
	const patient = model({ concurrency: 2 });
	server.misbehave(...Array.from({ length: 6 }, () => misbehaviours.slow(15)));
	await Promise.all(Array.from({ length: 6 }, () => patient.complete(question)));
	expect(server.requests).toHaveLength(6);
	expect(server.mostAtOnce).toBe(2);
});
