import { mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashSeed, seededRandom } from '../../../../src/base/random';
import { nullLogger } from '../../../../src/base/logger';
import { cachedProbe, type CacheOptions } from '../../../../src/probe/cache/cachedProbe';
import { DiskCache } from '../../../../src/probe/cache/diskCache';
import type { ProbeModel, Reading, ReadingRequest } from '../../../../src/probe/probeModel';

/** Counts what it reads; a reading follows from the request alone. */
class CountingProbe implements ProbeModel {
	readonly requests: ReadingRequest[] = [];

	constructor(private readonly revision = 'r1') {}

	describe(): ReturnType<ProbeModel['describe']> {
		const { revision } = this;
		return Promise.resolve({ id: 'p', revision, parameters: 1, provider: 'cpu', window: 9, sketchDimension: 64 });
	}

	read(requests: readonly ReadingRequest[], options?: Parameters<ProbeModel['read']>[1]): Promise<readonly Reading[]> {
		this.requests.push(...requests);
		const readings = requests.map(readingOf);
		for (const [index, reading] of readings.entries()) {
			options?.onReading?.(index, reading);
		}
		return Promise.resolve(readings);
	}

	dispose(): void {
		this.requests.length = 0;
	}
}

function readingOf(request: ReadingRequest): Reading {
	const random = seededRandom(hashSeed(JSON.stringify(request)));
	const draw = (length: number): Float32Array => Float32Array.from({ length }, random);
	return {
		logProbs: draw(request.output.length),
		tokens: request.input.length,
		embedding: draw(8),
		truncated: request.input.length > 5,
		...(request.gradient ? { sketch: draw(64) } : {}),
	};
}

const request = (input: string, gradient = true): ReadingRequest => ({ input, output: 'yes', loss: 'joint', gradient });

let root: string;
let folder: string;
let counter = 0;
beforeAll(async () => {
	root = await mkdtemp(join(tmpdir(), 'demoscope-cache-'));
});
beforeEach(() => {
	folder = join(root, String(counter++));
});
afterAll(async () => {
	await rm(root, { recursive: true });
});

function cached(probe: ProbeModel, options: Partial<CacheOptions> = {}): ProbeModel {
	return cachedProbe(probe, { disk: new DiskCache(folder, 1e6, nullLogger), ...options });
}

async function filesIn(path: string): Promise<readonly string[]> {
	const entries = await readdir(path, { recursive: true, withFileTypes: true });
	return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
}

describe('a cached probe', () => {
	test('reads nothing twice, not even after a restart', async () => {
		const requests = [request('a'), request('longer'), request('b', false), { ...request('c'), task: 'Do.' }];
		const first = new CountingProbe();
		expect(await cached(first).read(requests)).toEqual(requests.map(readingOf));
		const second = new CountingProbe();
		const seen: number[] = [];
		const readings = await cached(second).read(requests, { onReading: index => seen.push(index) });
		expect(readings).toEqual(requests.map(readingOf));
		expect(second.requests).toEqual([]);
		expect(seen.sort()).toEqual([0, 1, 2, 3]);
	});

	test('reads what is asked for twice at once a single time', async () => {
		const probe = new CountingProbe();
		const readings = await cached(probe).read([request('a'), request('b'), request('a')]);
		expect(probe.requests.length).toBe(2);
		expect(readings[2]).toEqual(readings[0]);
	});

	test('tells apart whatever a reading follows from', async () => {
		const base = request('a');
		const variants: readonly ReadingRequest[] = [
			base,
			{ ...base, task: '' },
			{ ...base, task: 'T' },
			{ ...base, examples: [{ input: 'i', output: 'o' }] },
			{ ...base, examples: [{ input: 'io', output: '' }] },
			{ ...base, output: 'no' },
			{ ...base, loss: 'completion' },
			{ ...base, gradient: false },
		];
		const probe = new CountingProbe();
		expect(await cached(probe).read(variants)).toEqual(variants.map(readingOf));
		expect(probe.requests.length).toBe(variants.length);
		const other = new CountingProbe('r2');
		await cached(other).read(variants);
		expect(other.requests.length).toBe(variants.length);
	});

	test('takes a corrupt entry for a missing one, and mends it', async () => {
		await cached(new CountingProbe()).read([request('a'), request('b')]);
		for (const file of await filesIn(folder)) {
			if (file.includes('content-')) {
				await truncate(file, 10);
			}
		}
		const probe = new CountingProbe();
		expect(await cached(probe).read([request('a'), request('b')])).toEqual([request('a'), request('b')].map(readingOf));
		expect(probe.requests.length).toBe(2);
		const again = new CountingProbe();
		await cached(again).read([request('a'), request('b')]);
		expect(again.requests).toEqual([]);
	});

	test('keeps to its bytes on disk, forgetting what is oldest', async () => {
		const probe = cached(new CountingProbe(), { disk: new DiskCache(folder, 10_000, nullLogger), maxMemoryBytes: 0 });
		const requests = Array.from({ length: 100 }, (_, index) => request(`input ${index}`));
		for (const one of requests) {
			await probe.read([one]);
		}
		await expect
			.poll(async () => {
				const contents = (await filesIn(folder)).filter(file => file.includes('content-'));
				const sizes = await Promise.all(contents.map(async file => (await stat(file)).size));
				return sizes.reduce((sum, size) => sum + size, 0);
			})
			.toBeLessThanOrEqual(12_000);
		const later = new CountingProbe();
		await cached(later).read(requests.slice(-5));
		expect(later.requests).toEqual([]);
		await cached(later).read(requests.slice(0, 5));
		expect(later.requests.length).toBe(5);
	});

	test('keeps what was read before a read failed', async () => {
		const probe = new CountingProbe();
		const failing: ProbeModel = {
			describe: () => probe.describe(),
			read: async (requests, options) => {
				await probe.read(requests.slice(0, 1), options);
				throw new Error('gone');
			},
			dispose: () => undefined,
		};
		await expect(cached(failing).read([request('a'), request('b')])).rejects.toThrow('gone');
		await expect
			.poll(async () => {
				const after = new CountingProbe();
				await cached(after).read([request('a')]);
				return after.requests.length;
			})
			.toBe(0);
	});

	test('that may write later gives what was read, and keeps it all the same', async () => {
		const requests = [request('a'), request('b')];
		expect(await cached(new CountingProbe(), { writesLater: true }).read(requests)).toEqual(requests.map(readingOf));
		await expect
			.poll(async () => {
				const after = new CountingProbe();
				await cached(after).read(requests);
				return after.requests.length;
			})
			.toBe(0);
	});

	test('keeps readings without the message that they came in', async () => {
		const message = new Float32Array(10_000);
		const inMessage = (array: Float32Array): Float32Array => {
			message.set(array);
			return message.subarray(0, array.length);
		};
		const requests = [request('a'), request('b', false)];
		const probe = new CountingProbe();
		const messenger: ProbeModel = {
			describe: () => probe.describe(),
			read: (asked, options) => {
				const readings = asked.map((one): Reading => {
					const { sketch, ...reading } = readingOf(one);
					return { ...reading, ...(sketch === undefined ? {} : { sketch: inMessage(sketch) }) };
				});
				readings.forEach((reading, index) => options?.onReading?.(index, reading));
				return Promise.resolve(readings);
			},
			dispose: () => undefined,
		};
		const readings = await cached(messenger).read(requests);
		expect(readings).toEqual(requests.map(readingOf));
		expect(readings[0]?.sketch?.buffer.byteLength).toBe(readings[0]?.sketch?.byteLength);
	});

	test('reads on without a usable disk, and says so once', async () => {
		await writeFile(folder, 'not a folder');
		const warnings: string[] = [];
		const probe = new CountingProbe();
		const unkept = cached(probe, {
			disk: new DiskCache(folder, 1e6, { ...nullLogger, warn: message => warnings.push(message) }),
			maxMemoryBytes: 0,
		});
		const requests = [request('a'), request('b'), request('c')];
		expect(await unkept.read(requests)).toEqual(requests.map(readingOf));
		expect(await unkept.read(requests)).toEqual(requests.map(readingOf));
		expect(probe.requests.length).toBe(6);
		expect(warnings.length).toBe(1);
	});
});
