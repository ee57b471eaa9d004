import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A request for a file, as the server sees it. */
export interface FileRequest {
	readonly name: string;
	/** How often this file was asked for before. */
	readonly attempt: number;
	readonly range: string | undefined;
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	/** The whole file. */
	readonly body: Buffer;
	/** Answers as a hub does: a range where one is asked for under the right ETag, else the whole. */
	readonly serve: (changes?: Answer) => void;
}

/** How an answer is to differ from the right one. */
export interface Answer {
	readonly body?: Buffer;
	readonly headers?: Readonly<Record<string, string>>;
	/** Bytes after which the connection is cut, or left silent. */
	readonly cutAfter?: number;
	readonly silentAfter?: number;
	readonly etag?: string;
}

/** A hub on the loopback with one model, which can be told to misbehave. */
export interface HubServer {
	readonly endpoint: string;
	readonly revision: string;
	/** `METHOD path` and the range of every request, in order. */
	readonly requests: readonly string[];
	/** Takes over the answers to requests for files. */
	onFile: (request: FileRequest) => void;
	/** Takes over the listing. */
	onListing: (listing: Listing) => unknown;
	close(): Promise<void>;
}

export interface Listing {
	sha: string;
	siblings: { rfilename: string; size: number; blobId: string; lfs?: { sha256: string; size: number } }[];
}

export async function startHub(id: string, files: ReadonlyMap<string, Buffer>): Promise<HubServer> {
	const revision = 'c0ffee'.padEnd(40, '0');
	const attempts = new Map<string, number>();
	const requests: string[] = [];
	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', 'http://hub');
		requests.push(`${url.pathname}${request.headers.range === undefined ? '' : ` ${request.headers.range}`}`);
		if (url.pathname.startsWith(`/api/models/${id}/revision/`) && url.searchParams.get('blobs') === 'true') {
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(hub.onListing(listingOf(files, revision))));
			return;
		}
		const name = url.pathname.split('/').at(-1) ?? '';
		const body = files.get(name);
		if (body === undefined || !url.pathname.startsWith(`/${id}/resolve/${revision}/`)) {
			response.writeHead(404).end();
			return;
		}
		const attempt = attempts.get(name) ?? 0;
		attempts.set(name, attempt + 1);
		const { range } = request.headers;
		hub.onFile({
			name,
			attempt,
			range,
			request,
			response,
			body,
			serve: changes => serve(request, response, body, changes),
		});
	});
	const hub = {
		endpoint: '',
		revision,
		requests,
		onFile: (file: FileRequest) => file.serve(),
		onListing: (listing: Listing): unknown => listing,
		close: () =>
			new Promise<void>(resolve => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	hub.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return hub;
}

function serve(request: IncomingMessage, response: ServerResponse, original: Buffer, changes: Answer = {}): void {
	const body = changes.body ?? original;
	const etag = changes.etag ?? `"${sha256(body)}"`;
	const asked = /^bytes=(\d+)-$/u.exec(request.headers.range ?? '');
	const start = asked !== null && request.headers['if-range'] === etag ? Number(asked[1]) : 0;
	if (start > 0 && start >= body.length) {
		response.writeHead(416).end();
		return;
	}
	const rest = body.subarray(start);
	response.writeHead(start > 0 ? 206 : 200, {
		etag,
		'content-length': String(rest.length),
		...(start > 0 ? { 'content-range': `bytes ${start}-${body.length - 1}/${body.length}` } : {}),
		...changes.headers,
	});
	const { cutAfter, silentAfter } = changes;
	if (cutAfter !== undefined) {
		response.write(rest.subarray(0, cutAfter), () => void cut(response));
	} else if (silentAfter !== undefined) {
		response.write(rest.subarray(0, silentAfter));
	} else {
		response.end(rest);
	}
}

/** What has arrived but is not yet read when a connection breaks is lost: the reader gets a few turns first. */
async function cut(response: ServerResponse): Promise<void> {
	for (let turn = 0; turn < 5; turn++) {
		await wait(10);
	}
	response.destroy();
}

/** Weights and tokenizer in the large-file store, the rest in git. */
function listingOf(files: ReadonlyMap<string, Buffer>, sha: string): Listing {
	return {
		sha,
		siblings: [...files].map(([rfilename, body]) => ({
			rfilename,
			size: body.length,
			blobId: createHash('sha1').update(`blob ${body.length}\0`).update(body).digest('hex'),
			...(rfilename.endsWith('.safetensors') ? { lfs: { sha256: sha256(body), size: body.length } } : {}),
		})),
	};
}

export function sha256(body: Buffer): string {
	return createHash('sha256').update(body).digest('hex');
}
