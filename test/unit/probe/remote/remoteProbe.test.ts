import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isAbort } from '../../../../src/base/errors';
import { nullLogger } from '../../../../src/base/logger';
import { cachedProbe } from '../../../../src/probe/cache/cachedProbe';
import { DiskCache } from '../../../../src/probe/cache/diskCache';
import { fingerprintOf } from '../../../../src/probe/fingerprint';
import type { Reading, ReadingRequest } from '../../../../src/probe/probeModel';
import { startProbe, type ProcessProbe } from '../../../../src/probe/process/client';
import { remoteProbe, type RemoteProbe, type RemoteProbeOptions } from '../../../../src/probe/remote/remoteProbe';
import { cut, refuse, reset, says, startInferenceServer, type InferenceServer } from '../../../support/inferenceServer';
import { writeTestCheckpoint } from '../../../support/probeCheckpoint';
import { bundleProbeWorker, type BundledWorker } from '../../../support/probeWorker';

const hiddenSize = 24;

let folder: string;
let checkpoint: string;
let worker: BundledWorker;
/** Reads for the servers, and turns texts into tokens for the clients. */
let local: ProcessProbe;
let fingerprint: string;
let server: InferenceServer;
const servers: InferenceServer[] = [];
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'demoscope-remote-'));
	checkpoint = (await writeTestCheckpoint(join(folder, 'tiny'))).folder;
	worker = await bundleProbeWorker();
	local = startProbe({ workerFile: worker.file, checkpoint, threads: 1, logger: nullLogger });
	fingerprint = fingerprintOf((await local.describe()).revision);
}, 60_000);
beforeEach(async () => {
	server = await start();
});
afterEach(async () => {
	await Promise.all(servers.splice(0).map(one => one.close()));
});
afterAll(async () => {
	local.dispose();
	await worker.remove();
	await rm(folder, { recursive: true });
});

async function start(versions: readonly string[] = [fingerprint]): Promise<InferenceServer> {
	const started = await startInferenceServer((batch, gradient) => local.run(batch, gradient), { hiddenSize, versions });
	servers.push(started);
	return started;
}

function connect(options: Partial<RemoteProbeOptions> = {}): RemoteProbe {
	return remoteProbe({
		addresses: [server.address],
		checkpoint,
		local: {
			describe: () => local.describe(),
			encode: requests => local.encode(requests),
			run: (batch, gradient) => local.run(batch, gradient),
			dispose: () => undefined,
		},
		logger: nullLogger,
		// Pauses between attempts are as short as they get.
		random: () => 0.999,
		...options,
	});
}

const requests: readonly ReadingRequest[] = Array.from({ length: 30 }, (_, index) => ({
	input: `number ${index} `.repeat(1 + (index % 5)),
	output: String(index * index),
	loss: (['completion', 'joint', 'both'] as const)[index % 3] ?? 'joint',
	gradient: index % 4 !== 0,
}));

function expectAlike(actual: readonly Reading[], expected: readonly Reading[]): void {
	const close = (some: Float32Array = new Float32Array(), others: Float32Array = new Float32Array()): void => {
		expect(some.length).toBe(others.length);
		const largest = others.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
		expect(some.every((value, index) => Math.abs(value - (others[index] ?? NaN)) < 1e-4 * largest)).toBe(true);
	};
	expect(actual.length).toBe(expected.length);
	for (const [index, reading] of actual.entries()) {
		close(reading.logProbs, expected[index]?.logProbs);
		close(reading.sketch, expected[index]?.sketch);
		close(reading.embedding, expected[index]?.embedding);
		expect(reading.tokens).toBe(expected[index]?.tokens);
	}
}

describe('a reading at a service', { timeout: 60_000 }, () => {
	test.each([
		['in bytes where the server announces them', ['binary_tensor_data'], true],
		['in JSON elsewhere', [], false],
	] as const)('is the one that is made here: %s', async (_, extensions, binary) => {
		server.extensions = extensions;
		expectAlike(await connect().read(requests), await local.read(requests));
		expect(server.seen.every(seen => seen.binary === binary)).toBe(true);
		expect(server.seen.every(({ path }) => path === `/v2/models/probe/versions/${fingerprint}/infer`)).toBe(true);
	});

	test('travels in batches of at most the tokens that the service wants', async () => {
		server.metadata = { ...server.metadata, parameters: { max_batch_tokens: 100, max_request_rows: 3 } };
		await connect().read(requests);
		expect(server.seen.every(({ rows, tokens }) => rows <= 3 && (tokens <= 100 || rows === 1))).toBe(true);
		expect(server.seen.some(({ rows }) => rows > 1)).toBe(true);
	});

	test('carries the token, and says where it was made', async () => {
		const probe = connect({ token: 'abc' });
		await probe.read(requests.slice(0, 2));
		expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(server.seen.map(() => 'Bearer abc'));
		expect((await probe.describe()).provider).toBe(`service at ${server.address}`);
	});
});

describe('a server that is not the probe’s', { timeout: 60_000 }, () => {
	test('is refused by its fingerprint', async () => {
		const other = await start(['123456789012345678']);
		await expect(connect({ addresses: [other.address] }).read(requests)).rejects.toMatchObject({
			code: 'service.fingerprint',
			message: expect.stringContaining(fingerprint) as string,
		});
		expect(other.seen).toEqual([]);
	});

	test('is refused among others that are', async () => {
		const other = await start(['123456789012345678']);
		await expect(connect({ addresses: [server.address, other.address] }).read(requests)).rejects.toMatchObject({
			code: 'service.fingerprint',
		});
	});

	test('is refused by its metadata, which says what differs', async () => {
		server.metadata = {
			...server.metadata,
			outputs: [
				{ name: 'token_log_probs', datatype: 'FP64', shape: [-1, -1] },
				{ name: 'embedding', datatype: 'FP32', shape: [-1, 25] },
			],
		};
		await expect(connect().read(requests)).rejects.toMatchObject({
			code: 'service.model',
			message: expect.stringMatching(
				/token_log_probs is 'FP64' and not FP32; it has no output sketch; its output embedding has the shape \[-1, 25\] and not \[-1, 24\]/u,
			) as string,
		});
	});

	test('without a fingerprint is used if it reads the same, and refused if not', async () => {
		const nameless = await start(['1']);
		expectAlike(await connect({ addresses: [nameless.address] }).read(requests), await local.read(requests));
		expect(nameless.seen[0]?.path).toBe('/v2/models/probe/infer');
		const other = await startInferenceServer(
			async (batch, gradient) => {
				const output = await local.run(batch, gradient);
				return { ...output, tokenLogProbs: output.tokenLogProbs.map(value => 0.99 * value) };
			},
			{ hiddenSize, versions: ['1'] },
		);
		servers.push(other);
		await expect(connect({ addresses: [other.address] }).read(requests)).rejects.toMatchObject({
			code: 'service.fingerprint',
		});
	});

	test('or no server of the protocol is said to be none', async () => {
		server.metadata = { models: [] };
		await expect(connect().describe()).rejects.toMatchObject({ code: 'service.answer' });
		await server.close();
		await expect(connect().describe()).rejects.toMatchObject({ code: 'service.unreachable' });
	});
});

describe('trouble on the way', { timeout: 60_000 }, () => {
	test('is overcome by asking again: 503, 429, a reset, half an answer, 500', async () => {
		server.misbehave(refuse(503, { 'retry-after': '0' }), refuse(429, { 'retry-after': '0' }), reset, cut, refuse(500));
		expectAlike(await connect().read(requests), await local.read(requests));
	});

	test('of one server is left to the others', async () => {
		const other = await start();
		server.always = reset;
		expectAlike(
			await connect({ addresses: [server.address, other.address] }).read(requests),
			await local.read(requests),
		);
		expect(server.seen).toEqual([]);
	});

	test('that does not end is an error that says what it was', async () => {
		server.always = refuse(503, { 'retry-after': '0' });
		await expect(connect({ patienceMs: 200 }).read(requests)).rejects.toMatchObject({ code: 'service.busy' });
		server.always = () => undefined;
		await expect(connect({ timeoutMs: 50, patienceMs: 100 }).read(requests)).rejects.toMatchObject({
			code: 'service.unreachable',
		});
	});

	test.each([
		['a token that is not taken', refuse(401), 'service.token'],
		['a request that is not taken', refuse(400), 'service.refused'],
		['an answer that is none', says('{"outputs":[]}'), 'service.answer'],
		['no JSON', says('<html>'), 'service.answer'],
	])('%s is not asked again', async (_, misbehaviour, code) => {
		server.misbehave(misbehaviour);
		await expect(connect().read(requests.slice(0, 1))).rejects.toMatchObject({ code });
		expect(server.seen).toEqual([]);
	});

	test('makes fewer requests at a time, and health more', async () => {
		const many = Array.from({ length: 200 }, (_, index) => ({
			...requests[1],
			input: `text ${index}`,
		})) as ReadingRequest[];
		server.metadata = { ...server.metadata, parameters: { max_request_rows: 1 } };
		let inFlight = 0;
		server.always = (response, proceed) => {
			response.on('close', () => inFlight--);
			if (++inFlight > 6) {
				refuse(503, { 'retry-after': '0' })(response, proceed);
			} else {
				setTimeout(proceed, 5);
			}
		};
		const readings = await connect().read(many);
		expect(readings.length).toBe(200);
		expect(server.mostAtOnce).toBeGreaterThan(4);
		expect(server.mostAtOnce).toBeLessThan(32);
	});
});

describe('a read that stops', { timeout: 60_000 }, () => {
	test('asks nothing more, and goes on from the cache', async () => {
		server.metadata = { ...server.metadata, parameters: { max_request_rows: 1 } };
		const cache = { disk: new DiskCache(join(folder, 'cache'), 1e8, nullLogger) };
		const controller = new AbortController();
		let arrived = 0;
		const failure: unknown = await cachedProbe(connect(), cache)
			.read(requests, {
				signal: controller.signal,
				onReading: () => {
					if (++arrived === 10) {
						controller.abort();
					}
				},
			})
			.catch((error: unknown) => error);
		expect(isAbort(failure)).toBe(true);
		const other = await start();
		other.metadata = server.metadata;
		const readings = await cachedProbe(connect({ addresses: [other.address] }), cache).read(requests);
		expectAlike(readings, await local.read(requests));
		const parts = requests.reduce((sum, { loss, gradient }) => sum + (loss === 'both' && gradient ? 2 : 1), 0);
		expect(other.seen.length).toBeLessThanOrEqual(parts - arrived);
	});

	test('for an answer that its listener cannot use fails with that', async () => {
		const fail = (): never => {
			throw new RangeError('from the listener');
		};
		await expect(connect().read(requests, { onReading: fail })).rejects.toThrow('from the listener');
	});
});
