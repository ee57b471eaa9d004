import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hashSeed } from '../../src/base/random';

/** How prompts' log-probabilities are given, beside chat: as by that server. */
export type Dialect = 'openai' | 'vllm' | 'echo' | 'sglang';

export interface ChatRequest {
	readonly model: string;
	readonly messages: readonly { readonly role: string; readonly content: string }[];
	readonly temperature?: number;
	readonly response_format?: unknown;
	readonly [option: string]: unknown;
}

export interface SeenRequest {
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Readonly<Record<string, unknown>>;
	/** The client hung up before it had the whole answer. */
	readonly isCut: boolean;
}

/** Takes a request's answer over, wholly or in part: `proceed` answers as it should be. */
export type Misbehaviour = (response: ServerResponse, proceed: () => void) => void;

export interface LanguageModelServer {
	/** Address of the endpoint, with `/v1`. */
	readonly address: string;
	readonly requests: readonly SeenRequest[];
	/** Most requests that were being answered at once. */
	readonly mostAtOnce: number;
	/** What the model says. */
	answer: (request: ChatRequest) => string | null;
	/** For the next requests, one each. */
	readonly misbehave: (...misbehaviours: readonly Misbehaviour[]) => void;
	/** What a request must not carry: it is refused with 400 and the option's name. */
	refused: readonly string[];
	close(): Promise<void>;
}

interface Seen extends SeenRequest {
	isCut: boolean;
}

/**
 * An OpenAI-compatible server on the loopback. Its chat answers are scripted; its completions are those of a model that
 * knows pairs of words, so that log-probabilities really depend on the text before.
 *
 * Shapes after the OpenAI API reference, vLLM's OpenAI-compatible server (`prompt_logprobs`) and SGLang's native API.
 */
export async function startLanguageModel(
	dialect: Dialect = 'openai',
	{ leavesPromptOut = false }: { readonly leavesPromptOut?: boolean } = {},
): Promise<LanguageModelServer> {
	const requests: Seen[] = [];
	const pending: Misbehaviour[] = [];
	let running = 0;
	let mostAtOnce = 0;

	const respond = (path: string, body: Readonly<Record<string, unknown>>, response: ServerResponse): void => {
		const refused = state.refused.find(option => option in body);
		if (refused !== undefined) {
			sendJson(response, errorOf(`Unsupported parameter: '${refused}'`, refused), 400);
		} else if (path === '/v1/models') {
			sendJson(response, {
				object: 'list',
				data: ['local', 'other'].map(id => ({ id, object: 'model', created: 0, owned_by: 'test' })),
			});
		} else if (path === '/v1/chat/completions') {
			const completed = chatCompletion(body as ChatRequest, state.answer(body as ChatRequest));
			if (body.stream === true) {
				sendEvents(response, chunksOf(completed, includesUsage(body)));
			} else {
				sendJson(response, completed);
			}
		} else if (path === '/v1/completions' && dialect !== 'sglang') {
			sendJson(response, completion(body, dialect, leavesPromptOut));
		} else if (path === '/generate' && dialect === 'sglang') {
			sendJson(response, generation(body, leavesPromptOut));
		} else {
			sendJson(response, errorOf('Not Found'), 404);
		}
	};

	const server = createServer((request, response) => {
		let text = '';
		mostAtOnce = Math.max(mostAtOnce, ++running);
		request.on('data', (data: Buffer) => (text += data.toString()));
		request.on('end', () => {
			const path = request.url ?? '';
			const body = (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>;
			const seen: Seen = { path, headers: request.headers, body, isCut: false };
			requests.push(seen);
			response.on('close', () => {
				running--;
				seen.isCut = !response.writableFinished;
			});
			const misbehaviour = pending.shift() ?? ((_: ServerResponse, proceed: () => void) => proceed());
			misbehaviour(response, () => respond(path, body, response));
		});
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const state = {
		address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		requests,
		get mostAtOnce() {
			return mostAtOnce;
		},
		answer: (): string | null => 'ok',
		misbehave: (...misbehaviours: readonly Misbehaviour[]) => void pending.push(...misbehaviours),
		refused: [],
		close: () =>
			new Promise<void>(resolve => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	} as LanguageModelServer;
	return state;
}

/** The ways in which real servers fail. */
export const misbehaviours = {
	status:
		(status: number, headers: Readonly<Record<string, string>> = {}, code?: string): Misbehaviour =>
		response =>
			sendJson(response, errorOf('The server says no to your-secret-key.', undefined, code), status, headers),
	/** Half of a body, and then nothing. */
	cutBody: (response: ServerResponse): void => {
		response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
		response.write('{"id":"1","choices":[{"ind', () => setTimeout(() => response.destroy(), 20));
	},
	/** Headers and half of a body, and then silence. */
	stalled: (response: ServerResponse): void => {
		response.writeHead(200, { 'content-type': 'application/json' });
		response.write('{"id":"1",');
	},
	silent: (): void => undefined,
	slow:
		(milliseconds: number): Misbehaviour =>
		(_, proceed) =>
			void setTimeout(proceed, milliseconds),
	body:
		(text: string, contentType = 'application/json'): Misbehaviour =>
		response => {
			response.writeHead(200, { 'content-type': contentType });
			response.end(text);
		},
	redirect:
		(address: string): Misbehaviour =>
		response =>
			response.writeHead(307, { location: address }).end(),
	/** A body that does not end by itself. */
	endless: (response: ServerResponse): void => {
		response.writeHead(200, { 'content-type': 'application/json' });
		const piece = ' '.repeat(64 * 1024);
		const more = (): void => {
			if (!response.destroyed) {
				response.write(piece, more);
			}
		};
		more();
	},
};

function sendJson(
	response: ServerResponse,
	value: unknown,
	status = 200,
	headers: Readonly<Record<string, string>> = {},
): void {
	response.writeHead(status, { 'content-type': 'application/json', ...headers });
	response.end(JSON.stringify(value));
}

function errorOf(message: string, parameter?: string, code?: string): unknown {
	return { error: { message, type: 'invalid_request_error', param: parameter ?? null, code: code ?? null } };
}

function chatCompletion({ model, messages }: ChatRequest, content: string | null) {
	const promptTokens = messages.reduce((sum, message) => sum + tokensOf(message.content).length, 0);
	const answerTokens = tokensOf(content ?? '').length;
	return {
		id: 'chatcmpl-1',
		object: 'chat.completion',
		created: 0,
		model,
		choices: [{ index: 0, message: { role: 'assistant', content }, logprobs: null, finish_reason: 'stop' }],
		usage: {
			prompt_tokens: promptTokens,
			completion_tokens: answerTokens,
			total_tokens: promptTokens + answerTokens,
		},
	};
}

/** An answer as the API streams it: the role, a chunk for each word, the reason of its end, and its usage if it is wanted. */
function chunksOf(
	{ id, created, model, choices, usage }: ReturnType<typeof chatCompletion>,
	withUsage: boolean,
): readonly object[] {
	const content = choices[0]?.message.content ?? '';
	const chunk = (delta: object, finishReason: string | null): object => ({
		id,
		object: 'chat.completion.chunk',
		created,
		model,
		choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
		...(withUsage ? { usage: null } : {}),
	});
	return [
		chunk({ role: 'assistant', content: '' }, null),
		...tokensOf(content).map(token => chunk({ content: token }, null)),
		chunk({}, 'stop'),
		...(withUsage ? [{ id, object: 'chat.completion.chunk', created, model, choices: [], usage }] : []),
	];
}

function includesUsage({ stream_options: options }: Readonly<Record<string, unknown>>): boolean {
	return (
		typeof options === 'object' && options !== null && 'include_usage' in options && options.include_usage === true
	);
}

/** Server-sent events, each in a write of its own, with the mark that ends them. */
function sendEvents(response: ServerResponse, events: readonly object[]): void {
	response.writeHead(200, { 'content-type': 'text/event-stream' });
	for (const event of events) {
		response.write(`data: ${JSON.stringify(event)}\n\n`);
	}
	response.end('data: [DONE]\n\n');
}

/** What the model always goes on with. */
const goesOn = ' and';

function completion(
	{ model, prompt, echo, logprobs, prompt_logprobs: promptLogprobs }: Readonly<Record<string, unknown>>,
	dialect: Dialect,
	leavesPromptOut: boolean,
): unknown {
	const text = String(prompt);
	const scored = score(text);
	const isEchoed = echo === true && dialect === 'echo' && !leavesPromptOut;
	const shown = [...(isEchoed ? scored : []), { token: goesOn, id: idOf(goesOn), logProb: -0.5 }];
	let offset = isEchoed ? 0 : text.length;
	return {
		id: 'cmpl-1',
		object: 'text_completion',
		created: 0,
		model,
		choices: [
			{
				index: 0,
				text: shown.map(({ token }) => token).join(''),
				logprobs:
					logprobs === undefined
						? null
						: {
								tokens: shown.map(({ token }) => token),
								token_logprobs: shown.map(({ logProb }) => logProb),
								text_offset: shown.map(({ token }) => (offset += token.length) - token.length),
								top_logprobs: null,
							},
				...(dialect === 'vllm' && promptLogprobs !== undefined && !leavesPromptOut
					? {
							prompt_logprobs: scored.map(({ token, id, logProb }) =>
								logProb === null ? null : { [id]: { logprob: logProb, rank: 1, decoded_token: token } },
							),
						}
					: {}),
				finish_reason: 'length',
			},
		],
		usage: { prompt_tokens: scored.length, completion_tokens: 1, total_tokens: scored.length + 1 },
	};
}

function generation(
	{ text, return_logprob: wanted, logprob_start_len: start = -1 }: Readonly<Record<string, unknown>>,
	leavesPromptOut: boolean,
): unknown {
	const scored = score(String(text));
	const isGiven = wanted === true && start === 0 && !leavesPromptOut;
	return {
		text: goesOn,
		meta_info: {
			prompt_tokens: scored.length,
			completion_tokens: 1,
			...(wanted === true
				? {
						input_token_logprobs: isGiven ? scored.map(({ token, id, logProb }) => [logProb, id, token]) : [],
						output_token_logprobs: [[-0.5, idOf(goesOn), goesOn]],
					}
				: {}),
		},
	};
}

interface ScoredWord {
	readonly token: string;
	readonly id: number;
	readonly logProb: number | null;
}

/** Words with the space before them; the same word after the same word is as likely everywhere. */
export function score(text: string): readonly ScoredWord[] {
	const tokens = tokensOf(text);
	return tokens.map((token, index) => {
		const before = tokens[index - 1];
		return {
			token,
			id: idOf(token),
			logProb: before === undefined ? null : -(hashSeed(`${before}|${token}`) % 1000) / 100 - 0.01,
		};
	});
}

function tokensOf(text: string): readonly string[] {
	return text.match(/\s*\S+|\s+$/gu) ?? [];
}

function idOf(token: string): number {
	return hashSeed(token) % 50_000;
}
