import * as l10n from '@vscode/l10n';
import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import OpenAI, { APIConnectionError, APIError } from 'openai';
import { UserError } from '../base/errors';
import { Limiter } from '../base/limiter';
import type { Logger } from '../base/logger';
import { nullLogger } from '../base/logger';
import type { Random } from '../base/random';
import { boundedFetch } from './boundedFetch';
import { isKey } from './endpoint';
import { retryPause } from '../base/retryPause';

export interface EndpointOptions {
	/** Address up to and without `/chat/completions`, such as `http://127.0.0.1:8000/v1`. */
	readonly baseUrl: string;
	/** Left out for local servers that want none. */
	readonly apiKey?: string;
	/** Requests at a time. */
	readonly concurrency?: number;
	/** Attempts after the first. */
	readonly retries?: number;
	/** Draws the pauses between attempts; nothing else depends on it. */
	readonly random?: Random;
	readonly logger?: Logger;
}

export interface RequestOptions {
	/** Milliseconds from the first attempt to the answer, with every retry and pause. */
	readonly deadlineMs?: number;
	readonly signal?: AbortSignal;
}

/** An endpoint of the OpenAI protocol. All that is asked of it goes through one client, and waits its turn there. */
export interface OpenAiClient {
	readonly baseUrl: string;
	readonly logger: Logger;
	/**
	 * The JSON that the endpoint answers, not checked.
	 *
	 * @param path below the base address, or a whole address on the same server
	 * @throws {UserError} `llm.unreachable`, `llm.refused`, `llm.key`, `llm.busy`, `llm.quota`, `llm.failed`, `llm.slow`, `llm.tooLong`
	 */
	post(path: string, body: Readonly<Record<string, unknown>>, options?: RequestOptions): Promise<unknown>;
	get(path: string, options?: RequestOptions): Promise<unknown>;
}

/** The endpoint understood the request and does not take it. */
export class Refusal extends UserError {
	constructor(
		message: string,
		readonly status: number,
		/** The part of the request that is not taken, where the endpoint names one. */
		readonly parameter: string | undefined,
	) {
		super('llm.refused', message, 'service');
	}
}

const defaultConcurrency = 4;
const defaultRetries = 3;
const defaultDeadlineMs = 180_000;
/** An answer and the log-probabilities of a long prompt fit well within. */
const maxAnswerBytes = 64 * 1024 * 1024;

const uniform: Random = () => randomInt(2 ** 32) / 2 ** 32;

/**
 * A client with retries: after 408, 409, 429, a failure of the server or a broken connection it asks again, when the
 * server says, or after a growing pause. Neither keys nor what was sent appear in an error.
 *
 * @throws {UserError} `llm.key`: it cannot be one
 */
export function openAiClient({
	baseUrl,
	apiKey,
	concurrency = defaultConcurrency,
	retries = defaultRetries,
	random = uniform,
	logger = nullLogger,
}: EndpointOptions): OpenAiClient {
	if (apiKey !== undefined && !isKey(apiKey)) {
		// As a header it would be refused with a message that repeats it.
		throw new UserError(
			'llm.key',
			l10n.t('The API key holds characters that no key has, such as spaces. Set it again.'),
			'usage',
		);
	}
	const client = new OpenAI({
		baseURL: baseUrl,
		// The client insists on a key, which is then not sent.
		apiKey: apiKey ?? 'none',
		...(apiKey === undefined ? { defaultHeaders: { authorization: null } } : {}),
		adminAPIKey: null,
		organization: null,
		project: null,
		webhookSecret: null,
		// Retries, deadlines and logs are ours.
		maxRetries: 0,
		timeout: 2 ** 31 - 1,
		logLevel: 'off',
		fetch: boundedFetch(maxAnswerBytes),
	});
	const limiter = new Limiter(concurrency);

	/** Its place is kept while it pauses: a server that asks for patience is not asked more by others. */
	async function attempt(send: (signal: AbortSignal) => Promise<unknown>, options: RequestOptions): Promise<unknown> {
		const { signal, deadlineMs = defaultDeadlineMs } = options;
		const deadline = AbortSignal.timeout(deadlineMs);
		const stop = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
		for (let number = 0; ; number++) {
			try {
				return await send(stop);
			} catch (error) {
				signal?.throwIfAborted();
				if (deadline.aborted) {
					throw slow(baseUrl, deadlineMs);
				}
				const failure = explain(error, baseUrl);
				if (number >= retries || !isPassing(error)) {
					throw failure;
				}
				const pause = retryPause(number, headersOf(error), random, Date.now());
				if (pause > deadlineMs) {
					throw failure;
				}
				logger.debug(`${baseUrl}: asked again in ${Math.round(pause)} ms after ${codeOf(failure)}`);
				try {
					await wait(pause, undefined, { signal: stop });
				} catch {
					signal?.throwIfAborted();
					throw failure;
				}
			}
		}
	}

	const request = (send: (signal: AbortSignal) => Promise<unknown>, options: RequestOptions): Promise<unknown> =>
		limiter.run(() => attempt(send, options), options.signal);

	return {
		baseUrl,
		logger,
		post: (path, body, options = {}) => request(signal => client.post(path, { body, signal }), options),
		get: (path, options = {}) => request(signal => client.get(path, { signal }), options),
	};
}

/** Whether the same request may succeed later. */
function isPassing(error: unknown): boolean {
	if (error instanceof APIConnectionError) {
		return true;
	}
	if (error instanceof APIError) {
		const status = Number(error.status);
		return error.code !== 'insufficient_quota' && ([408, 409, 429].includes(status) || status >= 500);
	}
	return isCutBody(error);
}

function headersOf(error: unknown): Headers | undefined {
	const headers: unknown = error instanceof APIError ? error.headers : undefined;
	return headers instanceof Headers ? headers : undefined;
}

/** What reading a body gives that ends too early, or that is not the JSON it says it is. */
function isCutBody(error: unknown): boolean {
	return error instanceof SyntaxError || (error instanceof TypeError && error.message === 'terminated');
}

/** Words for a failure. What the endpoint wrote is left out: some repeat the key or the prompt. */
function explain(error: unknown, baseUrl: string): unknown {
	if (error instanceof APIConnectionError) {
		return new UserError(
			'llm.unreachable',
			l10n.t('No language model answers at {0}. Check the address and that the server runs.', baseUrl),
			'service',
		);
	}
	if (isCutBody(error)) {
		return new UserError(
			'llm.failed',
			l10n.t('The answer of {0} broke off or is no JSON. Try again.', baseUrl),
			'service',
		);
	}
	if (!(error instanceof APIError)) {
		return error;
	}
	const status = Number(error.status);
	if (error.code === 'insufficient_quota' || status === 402) {
		return new UserError(
			'llm.quota',
			l10n.t('The quota at {0} is used up. Look at your account there.', baseUrl),
			'service',
		);
	}
	if (status === 401 || status === 403) {
		return new UserError(
			'llm.key',
			l10n.t('{0} does not take the key (status {1}). Set another one.', baseUrl, status),
			'service',
		);
	}
	if (status === 429 || status === 503) {
		return new UserError(
			'llm.busy',
			l10n.t(
				'{0} is busy or limits requests (status {1}). Try again later, or with fewer requests at a time.',
				baseUrl,
				status,
			),
			'service',
		);
	}
	if (status >= 500) {
		return new UserError(
			'llm.failed',
			l10n.t('{0} failed (status {1}). Its own log says why.', baseUrl, status),
			'service',
		);
	}
	return new Refusal(
		l10n.t('{0} refused the request (status {1}). {2}', baseUrl, status, nextStep(status)),
		status,
		error.param ?? undefined,
	);
}

function nextStep(status: number): string {
	switch (status) {
		case 404:
			return l10n.t('Check the address and the model’s name.');
		case 413:
			return l10n.t('Send less at a time.');
		default:
			return l10n.t('Check the model’s name, and that its window is long enough for the prompt.');
	}
}

function slow(baseUrl: string, deadlineMs: number): UserError {
	return new UserError(
		'llm.slow',
		l10n.t(
			'{0} did not answer within {1} seconds. Try a faster model, or fewer requests at a time.',
			baseUrl,
			Math.round(deadlineMs / 1000),
		),
		'service',
	);
}

function codeOf(failure: unknown): string {
	return UserError.is(failure) ? failure.code : l10n.t('a failure');
}
