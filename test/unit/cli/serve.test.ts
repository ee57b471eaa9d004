import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nullLogger } from '../../../src/base/logger';
import { encodeRequest, headerLengthName } from '../../../src/probe/openInference/body';
import type { Reading, ReadingRequest } from '../../../src/probe/probeModel';
import { startProbe, type ProcessProbe } from '../../../src/probe/process/client';
import { remoteProbe, type RemoteProbe, type RemoteProbeOptions } from '../../../src/probe/remote/remoteProbe';
import { startServe, type ServeProcess } from '../../support/serveProcess';

const run = promisify(execFile);
const token = 'a-token-of-the-tests-0123456789';
const checkpoint = 'media/probe';

let folder: string;
let service: ServeProcess;
let local: ProcessProbe;
const remotes: RemoteProbe[] = [];
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'demoscope-serve-'));
	await writeFile(join(folder, 'token'), `${token}\n`);
	service = await startServe('--token-file', join(folder, 'token'), '--threads', '1');
	local = startLocal();
}, 60_000);
afterAll(async () => {
	remotes.forEach(remote => remote.dispose());
	local.dispose();
	await service.stop();
	await rm(folder, { recursive: true });
}, 30_000);

function startLocal(): ProcessProbe {
	return startProbe({ workerFile: 'dist/probeWorker.js', checkpoint, threads: 1, logger: nullLogger });
}

function connect(options: Partial<RemoteProbeOptions> = {}): RemoteProbe {
	const remote = remoteProbe({
		addresses: [service.address],
		token,
		checkpoint,
		local: startLocal(),
		logger: nullLogger,
		...options,
	});
	remotes.push(remote);
	return remote;
}

const requests: readonly ReadingRequest[] = Array.from({ length: 24 }, (_, index) => ({
	task: index % 3 === 0 ? 'Say how many there are.' : '',
	input: `Box ${index} holds ${'a pear, '.repeat(1 + ((7 * index) % 11))}and a plum.`,
	output: String(2 + ((7 * index) % 11)),
	loss: (['completion', 'joint', 'both'] as const)[index % 3] ?? 'joint',
	gradient: index % 4 !== 0,
}));

function largestDifference(actual: Float32Array | undefined, expected: Float32Array | undefined): number {
	expect(actual?.length).toBe(expected?.length);
	return Math.max(0, ...(actual ?? []).map((value, index) => Math.abs(value - (expected?.[index] ?? NaN))));
}

function share(actual: Float32Array | undefined, expected: Float32Array | undefined): number {
	return largestDifference(actual, expected) / Math.max(1e-30, ...(expected ?? []).map(Math.abs));
}

function expectAlike(actual: readonly Reading[], expected: readonly Reading[]): void {
	expect(actual.length).toBe(expected.length);
	for (const [index, reading] of actual.entries()) {
		const other = expected[index];
		expect(reading.tokens).toBe(other?.tokens);
		expect(reading.truncated).toBe(other?.truncated);
		expect(largestDifference(reading.logProbs, other?.logProbs)).toBeLessThan(1e-4);
		expect(share(reading.embedding, other?.embedding)).toBeLessThan(1e-4);
		expect(share(reading.sketch, other?.sketch)).toBeLessThan(1e-4);
	}
}

describe('the built-in probe through a service', { timeout: 60_000 }, () => {
	test('gives the readings that it gives here', async () => {
		const remote = connect();
		const arrived = new Set<number>();
		const actual = await remote.read(requests, { onReading: index => arrived.add(index) });
		expectAlike(actual, await local.read(requests));
		expect(arrived.size).toBe(requests.length);
	});

	test('says what it is, and where', async () => {
		const [remote, here] = await Promise.all([connect().describe(), local.describe()]);
		expect(remote).toEqual({ ...here, provider: `cpu at ${service.address}` });
	});

	test('is refused to whoever has no token, whatever is asked', async () => {
		for (const path of ['/v2', '/v2/health/live', '/v2/health/ready', '/v2/models/probe', '/metrics', '/nowhere']) {
			for (const given of [undefined, 'Bearer other', `Basic ${token}`, token]) {
				const headers: Record<string, string> = given === undefined ? {} : { authorization: given };
				const response = await fetch(`${service.address}${path}`, { headers });
				expect([path, response.status, await response.json()]).toEqual([
					path,
					401,
					{ error: expect.any(String) as string },
				]);
			}
		}
		await expect(connect({ token: 'another' }).describe()).rejects.toMatchObject({ code: 'service.token' });
	});

	test('scores a file as it does here', async () => {
		const file = join(folder, 'set.jsonl');
		const lines = requests.slice(0, 8).map(({ input, output }) => JSON.stringify({ input, output }));
		await writeFile(file, lines.join('\n'));
		const score = async (...options: readonly string[]): Promise<Record<string, unknown>> => {
			const { stdout } = await run(
				process.execPath,
				['dist/cli.js', 'score', file, '--json', '--no-cache', '--provider', 'cpu', ...options],
				{ env: { ...process.env, DEMOSCOPE_SERVICE_TOKEN: token }, maxBuffer: 2 ** 26 },
			);
			return JSON.parse(stdout) as Record<string, unknown>;
		};
		const [there, here] = [await score('--service', service.address), await score()];
		const gVendi = (analysis: Record<string, unknown>): number =>
			(analysis as { scores: { gVendi: number } }).scores.gVendi;
		expect(gVendi(there)).toBeCloseTo(gVendi(here), 3);
	});

	test('keeps what was sent out of its log', () => {
		expect(service.lines.join('\n')).not.toMatch(/pear|plum|nowhere|a-token/u);
	});
});

describe('serve', { timeout: 60_000 }, () => {
	const failing = (...options: readonly string[]): Promise<{ code: number; stderr: string }> =>
		run(process.execPath, ['dist/cli.js', 'serve', '--port', '0', ...options]).then(
			() => ({ code: 0, stderr: '' }),
			(error: unknown) => error as { code: number; stderr: string },
		);

	test('refuses an address that others reach without a token', async () => {
		expect(await failing('--host', '0.0.0.0')).toMatchObject({
			code: 2,
			stderr: expect.stringContaining('--token-file') as string,
		});
	});

	test('refuses a token that could be guessed, and does not repeat it', async () => {
		await writeFile(join(folder, 'short'), 'hunter2');
		const { code, stderr } = await failing('--token-file', join(folder, 'short'));
		expect(code).toBe(2);
		expect(stderr).not.toContain('hunter2');
	});

	test('answers what it has taken before it ends', async () => {
		const other = await startServe('--threads', '1');
		// Long enough to be under way when the service is told to end.
		const shape = [2, 1000];
		const { bytes, headerLength = 0 } = encodeRequest(
			[
				{ name: 'input_ids', datatype: 'INT64', shape, data: new BigInt64Array(2000).fill(7n) },
				{ name: 'loss_weights', datatype: 'FP32', shape, data: new Float32Array(2000).fill(0.001) },
			],
			['token_log_probs', 'sketch'],
			{ binary: true },
		);
		const answer = fetch(`${other.address}/v2/models/probe/infer`, {
			method: 'POST',
			headers: { [headerLengthName]: String(headerLength) },
			body: Uint8Array.from(bytes),
		});
		const inFlight = async (): Promise<boolean> =>
			(await (await fetch(`${other.address}/metrics`)).text()).includes('demoscope_in_flight 1');
		await expect.poll(inFlight, { timeout: 20_000, interval: 5 }).toBe(true);
		expect(await other.stop()).toBe(0);
		expect((await answer).status).toBe(200);
	});
});
