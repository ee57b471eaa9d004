import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openAiChatModel } from '../../../src/llm/openAiChatModel';

let close: (() => void) | undefined;
afterEach(() => close?.());

interface Seen {
	readonly url: string;
	readonly authorization: string | undefined;
	readonly body: { readonly model: string; readonly messages: unknown };
}

/** A local server that speaks the protocol; `answer` may misbehave. */
async function serve(answer: (response: ServerResponse, call: number) => void): Promise<{ url: string; seen: Seen[] }> {
	const seen: Seen[] = [];
	const server = createServer((request: IncomingMessage, response) => {
		let text = '';
		request.on('data', (data: Buffer) => (text += data.toString()));
		request.on('end', () => {
			seen.push({
				url: request.url ?? '',
				authorization: request.headers.authorization,
				body: JSON.parse(text) as Seen['body'],
			});
			answer(response, seen.length);
		});
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	close = () => {
		server.closeAllConnections();
		server.close();
	};
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, seen };
}

function reply(response: ServerResponse, content: string | null): void {
	response.setHeader('content-type', 'application/json');
	response.end(
		JSON.stringify({
			id: '1',
			object: 'chat.completion',
			choices: [{ index: 0, message: { role: 'assistant', content } }],
		}),
	);
}

const question = [{ role: 'user', content: 'Name it.' }] as const;

test('sends the messages to the chosen address and gives the answer', async () => {
	const { url, seen } = await serve(response => reply(response, 'billing problems'));
	const model = openAiChatModel({ baseUrl: url, model: 'local', apiKey: 'k' });
	expect(await model.complete(question)).toBe('billing problems');
	expect(seen).toEqual([
		{ url: '/v1/chat/completions', authorization: 'Bearer k', body: { model: 'local', messages: [...question] } },
	]);
});

test('tries again after 429, when the server says', async () => {
	const { url, seen } = await serve((response, call) => {
		if (call === 1) {
			response.writeHead(429, { 'retry-after-ms': '1' }).end();
		} else {
			reply(response, 'ok');
		}
	});
	expect(await openAiChatModel({ baseUrl: url, model: 'local' }).complete(question)).toBe('ok');
	expect(seen).toHaveLength(2);
});

test('says what to check when the server refuses', async () => {
	const { url } = await serve(response => response.writeHead(401).end());
	await expect(
		openAiChatModel({ baseUrl: url, model: 'local', apiKey: 'secret-key' }).complete(question),
	).rejects.toMatchObject({
		code: 'llm.refused',
		message: expect.not.stringContaining('secret-key') as unknown,
	});
});

test('does not pass an empty answer on', async () => {
	const { url } = await serve(response => reply(response, null));
	await expect(openAiChatModel({ baseUrl: url, model: 'local' }).complete(question)).rejects.toMatchObject({
		code: 'llm.empty',
	});
});

test('stops when it is cancelled', async () => {
	const { url } = await serve(() => undefined);
	const cancel = new AbortController();
	const pending = openAiChatModel({ baseUrl: url, model: 'local' }).complete(question, { signal: cancel.signal });
	setTimeout(() => cancel.abort(), 20);
	await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
});
