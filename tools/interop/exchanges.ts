import { createServer, request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request and its answer, as they went over the wire. */
export interface Exchange {
	readonly method: string;
	readonly path: string;
	readonly request: RecordedMessage;
	readonly status: number;
	readonly answer: RecordedMessage;
}

export interface RecordedMessage {
	readonly headers: Readonly<Record<string, string>>;
	/** Text where the body is JSON alone, else base64. */
	readonly text?: string;
	readonly base64?: string;
}

export interface Recorder {
	readonly address: string;
	readonly exchanges: readonly Exchange[];
	close(): void;
}

/** All that the protocol gives a meaning to; tokens, dates and the like are not kept. */
const keptHeaders = ['content-type', 'inference-header-content-length'];

/** Stands before a server and keeps what goes to and fro. */
export async function startRecorder(target: URL): Promise<Recorder> {
	const exchanges: Exchange[] = [];
	const proxy = createServer((incoming, outgoing) => {
		void (async () => {
			const body = await bodyOf(incoming);
			const { method = 'GET', url = '/' } = incoming;
			const headers = { ...incoming.headers, host: target.host };
			const passed = request(new URL(url, target), { method, headers }, answer => {
				void (async () => {
					const answered = await bodyOf(answer);
					const status = answer.statusCode ?? 0;
					exchanges.push({
						method,
						path: url,
						request: recorded(incoming.headers, body),
						status,
						answer: recorded(answer.headers, answered),
					});
					outgoing.writeHead(status, answer.headers).end(answered);
				})();
			});
			passed.on('error', () => outgoing.destroy());
			passed.end(body);
		})();
	});
	await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
	return {
		address: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
		exchanges,
		close: () => {
			proxy.close();
			proxy.closeAllConnections();
		},
	};
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of message) {
		chunks.push(chunk as Buffer);
	}
	return Buffer.concat(chunks);
}

function recorded(all: IncomingHttpHeaders, body: Buffer): RecordedMessage {
	const headers: Record<string, string> = {};
	for (const name of keptHeaders) {
		const value = all[name];
		if (typeof value === 'string') {
			headers[name] = value;
		}
	}
	const text = body.toString('utf8');
	return Buffer.from(text).equals(body) && !('inference-header-content-length' in headers)
		? { headers, text }
		: { headers, base64: body.toString('base64') };
}
