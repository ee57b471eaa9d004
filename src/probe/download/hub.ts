import * as l10n from '@vscode/l10n';
import { setTimeout as wait } from 'node:timers/promises';
import { UserError, messageOf } from '../../base/errors';

export interface HubOptions {
	/** Base URL of the hub or of a mirror. */
	readonly endpoint?: string;
	/** Access token, for checkpoints whose terms have to be accepted first. Sent to the endpoint alone. */
	readonly token?: string;
	/** Longest wait, in milliseconds, for an answer and between two pieces of it. */
	readonly patienceMs?: number;
	/** Milliseconds before the second attempt; each further one waits twice as long. */
	readonly retryMs?: number;
}

/** An answer with status 200 or 206. */
export interface HubAnswer {
	readonly status: number;
	readonly headers: Headers;
	/** Its bytes, piece by piece. A connection that breaks or falls silent is a `PassingFailure`. */
	readonly pieces: AsyncIterable<Uint8Array>;
}

export const defaultEndpoint = 'https://huggingface.co';

const defaultPatienceMs = 30_000;
const defaultRetryMs = 1000;
/** Attempts in a row that bring nothing. */
const mostAttempts = 4;
/** Longest wait that a server may ask for. */
const longestRetryAfterMs = 60_000;

/** What may be gone at the next attempt: no connection, a broken one, a server that is busy. */
export class PassingFailure extends Error {
	override readonly name = 'PassingFailure';

	constructor(
		message: string,
		/** False where nobody answered at all. */
		readonly answered: boolean,
		/** What the server answered, and how long it asks to wait. */
		readonly reply: { readonly status?: number; readonly retryAfterMs?: number | undefined } = {},
	) {
		super(message);
	}
}

/**
 * The place that checkpoints are downloaded from. Asks through the global `fetch`, so that the proxy which the front end
 * or the editor has set up there is honoured.
 */
export class Hub {
	readonly endpoint: string;

	/** @throws {UserError} `probe.endpoint` */
	constructor(private readonly options: HubOptions = {}) {
		this.endpoint = checkedEndpoint(options.endpoint ?? defaultEndpoint);
	}

	/**
	 * Asks once, and hands the answer on.
	 *
	 * @throws {UserError} `probe.access`, `probe.notFound`, `probe.download`: the server says no
	 * @throws {PassingFailure} it may say yes later
	 */
	async get<T>(
		path: string,
		receive: (answer: HubAnswer) => Promise<T>,
		options: { readonly headers?: Readonly<Record<string, string>>; readonly signal?: AbortSignal | undefined } = {},
	): Promise<T> {
		const { token, patienceMs = defaultPatienceMs } = this.options;
		const given = options.signal;
		const silence = new AbortController();
		const timer = setTimeout(() => silence.abort(), patienceMs);
		const fail = (error: unknown, answered: boolean): never => {
			given?.throwIfAborted();
			throw new PassingFailure(
				silence.signal.aborted ? l10n.t('nothing came for {0} s', patienceMs / 1000) : reasonOf(error),
				answered,
			);
		};
		async function* pieces(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
			const reader = body?.getReader();
			for (;;) {
				const piece = await reader?.read().catch((error: unknown) => fail(error, true));
				if (piece === undefined || piece.done) {
					return;
				}
				timer.refresh();
				yield piece.value;
			}
		}
		try {
			const response = await fetch(`${this.endpoint}${path}`, {
				headers: {
					'accept-encoding': 'identity',
					...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
					...options.headers,
				},
				signal: AbortSignal.any(given === undefined ? [silence.signal] : [given, silence.signal]),
			}).catch((error: unknown) => fail(error, false));
			timer.refresh();
			if (response.status !== 200 && response.status !== 206) {
				throw refusal(response, path);
			}
			return await receive({ status: response.status, headers: response.headers, pieces: pieces(response.body) });
		} finally {
			clearTimeout(timer);
			// Whatever is left of the answer is not wanted.
			silence.abort();
		}
	}

	/** Repeats what failed in passing, until several attempts in a row have brought nothing. */
	async persistently<T>(
		attempt: () => Promise<T>,
		options: { readonly signal?: AbortSignal | undefined; readonly hasProgressed?: () => Promise<boolean> } = {},
	): Promise<T> {
		const { retryMs = defaultRetryMs } = this.options;
		const { signal, hasProgressed } = options;
		for (let vain = 0; ;) {
			signal?.throwIfAborted();
			try {
				return await attempt();
			} catch (error) {
				if (!(error instanceof PassingFailure)) {
					throw error;
				}
				vain = (await hasProgressed?.()) === true ? 1 : vain + 1;
				if (vain >= mostAttempts) {
					throw this.unreachable(error);
				}
				await wait(Math.max(retryMs * 2 ** (vain - 1), error.reply.retryAfterMs ?? 0), undefined, { signal });
			}
		}
	}

	private unreachable({ message, answered }: PassingFailure): UserError {
		return answered
			? new UserError(
					'probe.download',
					l10n.t(
						'The download from {0} does not get on: {1}. What has arrived is kept; run it again to go on from there.',
						this.endpoint,
						message,
					),
					'service',
				)
			: new UserError('probe.offline', l10n.t('{0} cannot be reached: {1}.', this.endpoint, message), 'service');
	}
}

function checkedEndpoint(text: string): string {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
		throw new UserError(
			'probe.endpoint',
			l10n.t('HF_ENDPOINT is "{0}", which is no http or https address.', text),
			'usage',
		);
	}
	return text.replace(/\/+$/u, '');
}

function refusal({ status, headers }: Response, path: string): Error {
	if ([408, 416, 425, 429].includes(status) || status >= 500) {
		return new PassingFailure(l10n.t('the server answered {0}', status), true, {
			status,
			retryAfterMs: retryAfterOf(headers),
		});
	}
	if (status === 401 || status === 403) {
		return new UserError(
			'probe.access',
			l10n.t(
				'The hub does not give {0} to everyone ({1}). Check the name; if its terms have to be accepted, accept them on its page and set HF_TOKEN to an access token of yours.',
				path,
				status,
			),
			'service',
		);
	}
	if (status === 404) {
		return new UserError('probe.notFound', l10n.t('The hub does not know {0}. Check the name and the revision.', path));
	}
	return new UserError('probe.download', l10n.t('The hub answered {0} for {1}.', status, path), 'service');
}

function retryAfterOf(headers: Headers): number | undefined {
	const seconds = Number(headers.get('retry-after') ?? NaN);
	return seconds >= 0 ? Math.min(seconds * 1000, longestRetryAfterMs) : undefined;
}

/** `fetch` says only that it failed; the reason is its cause. */
function reasonOf(error: unknown): string {
	const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
	const message = messageOf(cause);
	return message === '' && cause instanceof Error && 'code' in cause ? String(cause.code) : message;
}
