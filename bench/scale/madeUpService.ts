import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { seededRandom } from '../../src/base/random';
import {
	binaryExtension,
	decodeRequest,
	encodeResponse,
	headerLengthName,
	type Body,
} from '../../src/probe/openInference/body';
import { contractOf, inputNames, modelName, outputNames } from '../../src/probe/openInference/contract';
import { sketchDimension } from '../../src/probe/onnx/projections';

/** How a service is asked to be. */
export interface MadeUpServiceOptions {
	readonly fingerprint: string;
	readonly hiddenSize: number;
	/** Milliseconds that a request takes, however large. */
	readonly latencyMs: number;
	/** Requests that it works on at a time; further ones wait. */
	readonly slots: number;
	/** Requests that may wait; further ones are refused. */
	readonly queue: number;
}

/** What a service says of what it did. */
export interface MadeUpServiceReport {
	readonly rows: number;
	readonly differentRows: number;
	readonly refused: number;
	/** Most requests that waited or were worked on at once. */
	readonly peak: number;
	/** When the first request came and when the last answer went, in milliseconds since 1970. */
	readonly first: number;
	readonly last: number;
}

const directions = 4096;
const random = seededRandom(5);
const noise = Float32Array.from({ length: sketchDimension + directions }, () => random() - 0.5);

/**
 * Speaks the protocol, and makes readings up from the tokens: the same text has the same reading at every server. Started
 * with its options as an argument; says its port on standard output, and its report at `/report`.
 */
function serve(options: MadeUpServiceOptions): void {
	const { fingerprint, hiddenSize, latencyMs, slots, queue } = options;
	const seen = new Set<bigint>();
	let [rows, refused, inFlight, peak] = [0, 0, 0, 0];
	let [first, last] = [Infinity, 0];
	const waiting: (() => void)[] = [];
	let free = slots;
	const enter = async (): Promise<void> => {
		if (free > 0) {
			free--;
		} else {
			await new Promise<void>(resolve => waiting.push(resolve));
		}
	};
	const leave = (): void => {
		const next = waiting.shift();
		if (next === undefined) {
			free++;
		} else {
			next();
		}
	};
	const infer = async (body: Body): Promise<Body> => {
		const { id, inputs, outputs } = decodeRequest(body);
		const ids = inputs.get(inputNames.ids);
		const weights = inputs.get(inputNames.weights);
		if (ids?.datatype !== 'INT64' || weights?.datatype !== 'FP32') {
			throw new TypeError('not a probe’s request');
		}
		const [size = 0, length = 0] = ids.shape;
		await enter();
		await wait(latencyMs);
		leave();
		const sketch = new Float32Array(size * sketchDimension);
		const embedding = new Float32Array(size * hiddenSize);
		for (let row = 0; row < size; row++) {
			const tokens = ids.data.subarray(row * length, (row + 1) * length).filter(token => token >= 0n);
			const digest = createHash('sha256').update(tokens).digest();
			seen.add(digest.readBigUInt64LE(0));
			const from = digest.readUInt16LE(8) % directions;
			sketch.set(noise.subarray(from, from + sketchDimension), row * sketchDimension);
			embedding.set(noise.subarray(from, from + hiddenSize), row * hiddenSize);
		}
		rows += size;
		const made = {
			[outputNames.logProbs]: { width: length, data: weights.data.map(weight => (weight > 0 ? -1.5 : 0)) },
			[outputNames.sketch]: { width: sketchDimension, data: sketch },
			[outputNames.embedding]: { width: hiddenSize, data: embedding },
		};
		return encodeResponse(
			{ name: modelName, version: fingerprint, id },
			Object.entries(made)
				.filter(([name]) => outputs?.has(name) ?? true)
				.map(([name, { width, data }]) => ({ name, datatype: 'FP32', shape: [size, width], data })),
			() => true,
		);
	};
	const json = (response: ServerResponse, value: unknown): void => {
		response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
	};
	const server = createServer((request, response) => {
		const { url = '' } = request;
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			if (url === '/v2') {
				json(response, { name: 'made-up', version: '1', extensions: [binaryExtension] });
			} else if (url === `/v2/models/${modelName}`) {
				json(response, { name: modelName, versions: [fingerprint], platform: 'made-up', ...contractOf(hiddenSize) });
			} else if (url === '/report') {
				json(response, { rows, differentRows: seen.size, refused, peak, first, last } satisfies MadeUpServiceReport);
			} else if (url.endsWith('/infer')) {
				if (inFlight >= slots + queue) {
					refused++;
					response.writeHead(503, { 'retry-after': '0' }).end('{"error":"full"}');
					return;
				}
				inFlight++;
				peak = Math.max(peak, inFlight);
				first = Math.min(first, Date.now());
				const header = request.headers[headerLengthName];
				infer({ bytes: Buffer.concat(chunks), headerLength: header === undefined ? undefined : Number(header) }).then(
					({ bytes, headerLength }) => {
						inFlight--;
						last = Date.now();
						const type = { 'content-type': 'application/octet-stream', 'content-length': bytes.byteLength };
						response.writeHead(200, { ...type, [headerLengthName]: String(headerLength) }).end(bytes);
					},
					() => {
						inFlight--;
						response.writeHead(400).end('{"error":"malformed"}');
					},
				);
			} else {
				json(response, { ready: true });
			}
		});
	});
	server.keepAliveTimeout = 60_000;
	server.listen(0, '127.0.0.1', () => {
		process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
	});
}

serve(JSON.parse(process.argv[2] ?? '{}') as MadeUpServiceOptions);
