import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { nullLogger } from '../../../../src/base/logger';
import type { Reading } from '../../../../src/probe/probeModel';
import { decodeRequest, decodeResponse, headerLengthName, type Body } from '../../../../src/probe/openInference/body';
import { startProbe, type ProcessProbe } from '../../../../src/probe/process/client';
import { remoteProbe } from '../../../../src/probe/remote/remoteProbe';
import { startService } from '../../../../src/service/startService';
import { contractRequests, writeContractCheckpoint } from '../../../support/contractReadings';
import { bundleProbeWorker, type BundledWorker } from '../../../support/probeWorker';
import { worstError } from '../../../support/probeGraphs';

const message = z.object({
	headers: z.record(z.string(), z.string()),
	text: z.optional(z.string()),
	base64: z.optional(z.string()),
});
const recording = z.object({
	about: z.string(),
	exchanges: z.array(
		z.object({ method: z.string(), path: z.string(), request: message, status: z.number(), answer: message }),
	),
});
type Message = z.infer<typeof message>;
type Exchange = z.infer<typeof recording>['exchanges'][number];

/** What went over the wire when `tools/interop` ran with software that others wrote. */
async function exchangesWith(name: string): Promise<readonly Exchange[]> {
	const bytes = gunzipSync(await readFile(`test/fixtures/service/${name}.json.gz`));
	return recording.parse(JSON.parse(bytes.toString('utf8'))).exchanges;
}

function bodyOf({ headers, text, base64 }: Message): Body {
	const length = headers[headerLengthName];
	return {
		bytes: base64 === undefined ? Buffer.from(text ?? '') : Buffer.from(base64, 'base64'),
		headerLength: length === undefined ? undefined : Number(length),
	};
}

/** What is asked for, however it is written. */
function question(body: Body): string {
	const { inputs, outputs } = decodeRequest(body);
	const tensors = [...inputs.values()].map(({ name, shape, data }) => [name, shape, Array.from(data, String)]);
	return JSON.stringify([tensors, [...(outputs?.keys() ?? [])]]);
}

/** Answers as the recorded server did, and with 404 what it was not asked. */
function replay(exchanges: readonly Exchange[], answered: Set<Exchange>): Server {
	return createServer((incoming: IncomingMessage, outgoing) => {
		const chunks: Buffer[] = [];
		incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
		incoming.on('end', () => {
			const length = incoming.headers[headerLengthName];
			const asked = {
				bytes: Buffer.concat(chunks),
				headerLength: length === undefined ? undefined : Number(length),
			};
			const exchange = exchanges.find(
				({ method, path, request }) =>
					method === incoming.method &&
					path === incoming.url &&
					(method === 'GET' || question(bodyOf(request)) === question(asked)),
			);
			if (exchange === undefined) {
				outgoing.writeHead(404).end('{"error":"not recorded"}');
				return;
			}
			answered.add(exchange);
			outgoing.writeHead(exchange.status, exchange.answer.headers).end(bodyOf(exchange.answer).bytes);
		});
	});
}

let folder: string;
let worker: BundledWorker;
let local: ProcessProbe;
let expected: readonly Reading[];
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'demoscope-contract-'));
	await writeContractCheckpoint(folder);
	worker = await bundleProbeWorker();
	local = startProbe({ workerFile: worker.file, checkpoint: folder, threads: 1, logger: nullLogger });
	expected = await local.read(contractRequests);
}, 60_000);
afterAll(async () => {
	local.dispose();
	await worker.remove();
	await rm(folder, { recursive: true });
});

describe('readings through a public server', () => {
	for (const name of ['triton', 'mlserver', 'kserve']) {
		test(`are the product’s own (${name}, recorded)`, async () => {
			const exchanges = await exchangesWith(name);
			const answered = new Set<Exchange>();
			const server = replay(exchanges, answered);
			await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
			const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
			try {
				const probe = remoteProbe({ addresses: [address], checkpoint: folder, local, logger: nullLogger });
				const readings = await probe.read(contractRequests);
				for (const [index, { logProbs, sketch, embedding }] of expected.entries()) {
					const actual = readings[index];
					expect(worstError(actual?.logProbs ?? [], logProbs)).toBeLessThan(1e-4);
					expect(worstError(actual?.embedding ?? [], embedding)).toBeLessThan(1e-4);
					expect(worstError(actual?.sketch ?? [], sketch ?? [])).toBeLessThan(1e-4);
				}
				expect(answered.size).toBe(exchanges.length);
			} finally {
				server.close();
				server.closeAllConnections();
			}
		});
	}
});

test('a public client is answered as it was when it was content (tritonclient, recorded)', async () => {
	const service = await startService({
		workerFile: worker.file,
		checkpoint: folder,
		provider: 'cpu',
		host: '127.0.0.1',
		port: 0,
		processes: 1,
		threads: 1,
		queue: 8,
		version: '0',
		log: { level: 'silent', stream: { write: () => undefined } },
	});
	try {
		let readings = 0;
		for (const { method, path, request, status, answer } of await exchangesWith('tritonclient')) {
			const asked = bodyOf(request);
			const body = method === 'GET' ? {} : { body: Uint8Array.from(asked.bytes) };
			const response = await fetch(`${service.address}${path}`, { method, headers: request.headers, ...body });
			const bytes = Buffer.from(await response.arrayBuffer());
			expect(response.status).toBe(status);
			const length = response.headers.get(headerLengthName);
			expect(length === null).toBe(!(headerLengthName in answer.headers));
			if (path.endsWith('/infer')) {
				readings++;
				const recorded = decodeResponse(bodyOf(answer));
				const actual = decodeResponse({ bytes, headerLength: length === null ? undefined : Number(length) });
				expect(actual.version).toBe(recorded.version);
				expect([...actual.outputs.keys()]).toEqual([...recorded.outputs.keys()]);
				for (const [name, { shape, data }] of recorded.outputs) {
					expect(actual.outputs.get(name)?.shape).toEqual(shape);
					const numbers = Array.from(actual.outputs.get(name)?.data ?? [], Number);
					expect(worstError(numbers, Array.from(data, Number))).toBeLessThan(1e-4);
				}
			}
		}
		expect(readings).toBe(2);
	} finally {
		await service.stop();
	}
}, 60_000);
