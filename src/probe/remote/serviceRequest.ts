import * as l10n from '@vscode/l10n';
import { headerLengthName, type Body } from '../openInference/body';
import { MalformedMessage } from '../openInference/malformed';

/** An answer whose status is not one of success. */
export class StatusError extends Error {
	override readonly name = 'StatusError';

	constructor(
		readonly status: number,
		readonly headers: Headers,
	) {
		super(`status ${status}`);
	}
}

/** No answer came, or not the whole of one. */
export class BrokenConnection extends Error {
	override readonly name = 'BrokenConnection';
}

export interface ServiceRequest {
	/** Sent as it is where it is given; else nothing is sent but the question. */
	readonly body?: Body;
	readonly token?: string;
	/** Milliseconds to the last byte of the answer. */
	readonly timeoutMs: number;
	/** Bytes of the answer. */
	readonly maxBytes: number;
	readonly signal?: AbortSignal;
}

/**
 * Asks once, of the address alone: what redirects elsewhere is an error.
 *
 * @throws {StatusError} {BrokenConnection} {MalformedMessage} and the signal's reason
 */
export async function askService(address: string, request: ServiceRequest): Promise<Body> {
	const { body, token, timeoutMs, maxBytes, signal } = request;
	const timeout = AbortSignal.timeout(timeoutMs);
	const headers: Record<string, string> = {
		// Tensors hardly shrink, and packing them costs a server more than sending them does.
		'accept-encoding': 'identity',
		...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
	};
	if (body !== undefined) {
		headers['content-type'] = body.headerLength === undefined ? 'application/json' : 'application/octet-stream';
		if (body.headerLength !== undefined) {
			headers[headerLengthName] = String(body.headerLength);
		}
	}
	try {
		const response = await fetch(address, {
			method: body === undefined ? 'GET' : 'POST',
			redirect: 'error',
			headers,
			...(body === undefined ? {} : { body: Uint8Array.from(body.bytes) }),
			signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
		});
		const bytes = await readBounded(response, maxBytes);
		if (!response.ok) {
			throw new StatusError(response.status, response.headers);
		}
		const headerLength = response.headers.get(headerLengthName);
		return { bytes, headerLength: headerLength === null ? undefined : Number(headerLength) };
	} catch (error) {
		signal?.throwIfAborted();
		if (error instanceof StatusError || error instanceof MalformedMessage) {
			throw error;
		}
		throw new BrokenConnection(timeout.aborted ? l10n.t('no answer in time') : l10n.t('the connection broke'), {
			cause: error,
		});
	}
}

async function readBounded(response: Response, maxBytes: number): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	const body: AsyncIterable<Uint8Array> | readonly Uint8Array[] = response.body ?? [];
	for await (const chunk of body) {
		bytes += chunk.byteLength;
		if (bytes > maxBytes) {
			throw new MalformedMessage(l10n.t('The answer is longer than any of a probe.'));
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
