import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isAbort } from '../../../../src/base/errors';
import { nullLogger } from '../../../../src/base/logger';
import type { ReadingRequest } from '../../../../src/probe/probeModel';
import {
	startProbe,
	type ProbeCrash,
	type ProcessProbe,
	type StartProbeOptions,
} from '../../../../src/probe/process/client';
import { writeTestCheckpoint } from '../../../support/probeCheckpoint';
import { worstError } from '../../../support/probeGraphs';
import { bundleProbeWorker, type BundledWorker } from '../../../support/probeWorker';

const patience = { timeout: 10_000, interval: 20 };

let folder: string;
let checkpoint: string;
/** Wide enough that a long text takes it a second or more. */
let slow: string;
let worker: BundledWorker;
let probe: ProcessProbe | undefined;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'demoscope-client-'));
	checkpoint = (await writeTestCheckpoint(join(folder, 'tiny'))).folder;
	slow = (
		await writeTestCheckpoint(join(folder, 'slow'), {
			config: {
				hidden_size: 128,
				intermediate_size: 512,
				num_hidden_layers: 8,
				head_dim: 32,
				max_position_embeddings: 4096,
			},
		})
	).folder;
	worker = await bundleProbeWorker();
});
afterEach(() => probe?.dispose());
afterAll(async () => {
	await worker.remove();
	await rm(folder, { recursive: true });
});

function start(options: Partial<StartProbeOptions> = {}): ProcessProbe {
	probe = startProbe({ workerFile: worker.file, checkpoint, threads: 1, logger: nullLogger, ...options });
	return probe;
}

/** Enough for many batches, of different lengths, with and without gradient. */
function manyRequests(count: number): readonly ReadingRequest[] {
	return Array.from({ length: count }, (_, index) => ({
		input: `number ${index} `.repeat(1 + (index % 7)),
		output: String(index * index),
		loss: index % 2 === 0 ? 'completion' : 'joint',
		gradient: index % 3 === 0,
	}));
}

describe('a probe in its process', () => {
	test('starts at the first use and says what it is', async () => {
		const probe = start();
		expect(probe.processId).toBeUndefined();
		const description = await probe.describe();
		expect(description).toMatchObject({ id: 'tiny', provider: 'cpu', window: 128, sketchDimension: 4096 });
		expect(probe.processId).toBeTypeOf('number');
	});

	test('gives readings in the order of the requests, each like one read alone', async () => {
		const probe = start();
		const requests = manyRequests(60);
		const arrived = new Set<number>();
		const readings = await probe.read(requests, { onReading: index => arrived.add(index) });
		expect(arrived.size).toBe(60);
		for (const index of [0, 1, 30, 59]) {
			const request = requests[index];
			const reading = readings[index];
			const [alone] = request === undefined ? [] : await probe.read([request]);
			expect(reading?.tokens).toBe(alone?.tokens);
			expect(worstError(reading?.logProbs ?? [], alone?.logProbs ?? [])).toBeLessThan(1e-5);
			expect(worstError(reading?.embedding ?? [], alone?.embedding ?? [])).toBeLessThan(1e-5);
			expect(reading?.sketch === undefined).toBe(request?.gradient !== true);
			expect(worstError(reading?.sketch ?? [], alone?.sketch ?? [])).toBeLessThan(1e-5);
		}
		expect(await probe.read([])).toEqual([]);
	});

	test('serves several reads at once', async () => {
		const probe = start();
		const requests = manyRequests(40);
		const [first, second] = await Promise.all([probe.read(requests), probe.read(requests.slice(0, 5))]);
		expect(first.slice(0, 5).map(reading => reading.tokens)).toEqual(second.map(reading => reading.tokens));
	});

	test('ends when disposed, and then refuses', async () => {
		const probe = start();
		const reading = probe.read(manyRequests(500));
		probe.dispose();
		await expect(reading).rejects.toMatchObject({ code: 'probe.closed' });
		await expect(probe.describe()).rejects.toMatchObject({ code: 'probe.closed' });
	});

	test('passes on why a checkpoint cannot be used, and is no crash', async () => {
		const probe = start({ checkpoint: join(folder, 'nowhere') });
		const crashes: ProbeCrash[] = [];
		probe.onCrash(crash => crashes.push(crash));
		await expect(probe.describe()).rejects.toMatchObject({ code: 'probe.checkpoint' });
		await expect(probe.read(manyRequests(1))).rejects.toMatchObject({ code: 'probe.checkpoint' });
		expect(crashes).toEqual([]);
	});
});

describe('a read', () => {
	test('stops at the next batch when it is cancelled, and leaves the process usable', async () => {
		const probe = start();
		await probe.describe();
		const process = probe.processId;
		const controller = new AbortController();
		let arrived = 0;
		const failure: unknown = await probe
			.read(manyRequests(500), {
				signal: controller.signal,
				onReading: () => {
					arrived++;
					controller.abort();
				},
			})
			.catch((error: unknown) => error);
		expect(isAbort(failure)).toBe(true);
		const [reading] = await probe.read(manyRequests(1));
		expect(reading?.tokens).toBeGreaterThan(0);
		expect(arrived).toBeLessThan(500);
		expect(probe.processId).toBe(process);
	});

	test('fails with what its listener throws', async () => {
		const failing = (): never => {
			throw new RangeError('from the listener');
		};
		await expect(start().read(manyRequests(3), { onReading: failing })).rejects.toThrow('from the listener');
	});

	test('survives the end of the process: another one reads what is missing', async () => {
		const probe = start();
		const crashes: ProbeCrash[] = [];
		probe.onCrash(crash => crashes.push(crash));
		const requests = manyRequests(300);
		const seen: number[] = [];
		let first: number | undefined;
		const readings = await probe.read(requests, {
			onReading: index => {
				seen.push(index);
				if (first === undefined) {
					first = probe.processId;
					process.kill(first ?? NaN, 'SIGKILL');
				}
			},
		});
		expect(readings.length).toBe(300);
		expect(new Set(seen).size).toBe(300);
		expect(seen.length).toBe(300);
		expect(probe.processId).not.toBe(first);
		expect(crashes).toEqual([{ reason: expect.stringContaining('SIGKILL') as string, restarts: true }]);
	});
});

/** One batch, which cannot be interrupted. */
const longRequest: ReadingRequest = { input: 'q'.repeat(3900), output: 'z', loss: 'joint', gradient: true };
const shortRequest: ReadingRequest = { input: 'q', output: 'z', loss: 'joint', gradient: true };

describe('a batch that runs on', { timeout: 30_000 }, () => {
	test('is ended with its process when nobody waits any more, and that is no crash', async () => {
		const probe = start({ checkpoint: slow });
		const crashes: ProbeCrash[] = [];
		probe.onCrash(crash => crashes.push(crash));
		const before = await probe.read([shortRequest]);
		const first = probe.processId ?? 0;
		const controller = new AbortController();
		const arrived: number[] = [];
		const reading = probe.read([longRequest], { signal: controller.signal, onReading: index => arrived.push(index) });
		// Late enough for the batch to have begun: before that, cancelling needs no process to end.
		setTimeout(() => controller.abort(), 400);
		expect(isAbort(await reading.catch((error: unknown) => error))).toBe(true);
		expect(probe.processId).toBe(first);
		await expect.poll(() => probe.processId, patience).toBeUndefined();
		await expect.poll(() => isRunning(first), patience).toBe(false);
		expect(arrived).toEqual([]);
		expect(await probe.read([shortRequest])).toEqual(before);
		expect(probe.processId).not.toBe(first);
		expect(crashes).toEqual([]);
	});

	test('is left to end where another read waits for the process', async () => {
		const probe = start({ checkpoint: slow });
		await probe.read([shortRequest]);
		const first = probe.processId;
		const controller = new AbortController();
		const cancelled = probe.read([longRequest], { signal: controller.signal });
		setTimeout(() => controller.abort(), 50);
		const [[waiting]] = await Promise.all([
			probe.read([{ ...shortRequest, input: 'other' }]),
			expect(cancelled).rejects.toThrow(),
		]);
		expect(waiting?.tokens).toBeGreaterThan(0);
		expect(probe.processId).toBe(first);
	});

	test('does not hold up one who cancels before the checkpoint is open', async () => {
		const probe = start({ checkpoint: slow });
		const failure: unknown = await probe
			.read([shortRequest], { signal: AbortSignal.abort() })
			.catch((error: unknown) => error);
		expect(isAbort(failure)).toBe(true);
		const controller = new AbortController();
		const reading = probe.read([shortRequest], { signal: controller.signal });
		controller.abort();
		expect(isAbort(await reading.catch((error: unknown) => error))).toBe(true);
		expect((await probe.read([shortRequest])).length).toBe(1);
	});
});

test('a process without work ends, is known all the same, and comes back with the next read', async () => {
	const probe = start({ idleMs: 100 });
	const crashes: ProbeCrash[] = [];
	probe.onCrash(crash => crashes.push(crash));
	const before = await probe.read(manyRequests(3));
	const description = await probe.describe();
	const first = probe.processId ?? 0;
	await expect.poll(() => probe.processId, patience).toBeUndefined();
	await expect.poll(() => isRunning(first), patience).toBe(false);
	expect(await probe.describe()).toEqual(description);
	expect(probe.processId).toBeUndefined();
	expect(await probe.read(manyRequests(3))).toEqual(before);
	expect(crashes).toEqual([]);
});

test('a read of higher priority goes before one that has begun', async () => {
	const probe = start();
	let arrived = 0;
	let behind: Promise<readonly unknown[]> | undefined;
	let arrivedAtItsEnd = 0;
	await probe.read(manyRequests(500), {
		onReading: () => {
			arrived++;
			behind ??= probe.read(manyRequests(200).slice(100), { priority: 1 }).finally(() => (arrivedAtItsEnd = arrived));
		},
	});
	expect((await behind)?.length).toBe(100);
	expect(arrivedAtItsEnd).toBeLessThan(250);
});

test('tells the tokens of a request, and reads one verbatim', async () => {
	const probe = start();
	const verbatim: ReadingRequest = { input: 'ab', output: 'in c', loss: 'completion', gradient: false, verbatim: true };
	// The test tokenizer: one token a byte after the first, and "in" is merged.
	const [encoded] = await probe.encode([verbatim]);
	expect(encoded).toMatchObject({ scored: [2, 3, 4], truncated: false });
	expect(encoded?.ids.length).toBe(5);
	const [reading] = await probe.read([verbatim]);
	expect(reading?.tokens).toBe(5);
	expect(reading?.logProbs.length).toBe(3);
});

test('without its native library says what still works', async () => {
	// Away from the project there is no onnxruntime-node to be found.
	const workerFile = join(folder, 'probeWorker.mjs');
	await copyFile(worker.file, workerFile);
	await expect(start({ workerFile }).read(manyRequests(1))).rejects.toMatchObject({
		code: 'probe.runtime',
		kind: 'service',
		message: expect.stringContaining('Findings that need no probe') as string,
	});
});

function isRunning(processId: number): boolean {
	try {
		return process.kill(processId, 0);
	} catch {
		return false;
	}
}

test('a process that keeps ending is given up at its fifth crash', async () => {
	const workerFile = join(folder, 'ending.mjs');
	await writeFile(workerFile, 'process.exit(3);');
	const probe = start({ workerFile });
	const crashes: ProbeCrash[] = [];
	probe.onCrash(crash => crashes.push(crash));
	for (let attempt = 0; attempt < 4; attempt++) {
		await expect(probe.read(manyRequests(1))).rejects.toMatchObject({ code: 'probe.crashed' });
	}
	expect(crashes.map(crash => crash.restarts)).toEqual([true, true, true, true, false]);
	expect(crashes[0]?.reason).toContain('code 3');
});
