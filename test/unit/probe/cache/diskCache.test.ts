import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nullLogger } from '../../../../src/base/logger';
import { seededRandom, type Random } from '../../../../src/base/random';
import { DiskCache } from '../../../../src/probe/cache/diskCache';
import { bundle, type Bundle } from '../../../support/bundle';
import { entry } from '../../../support/cacheEntries';

const patience = { timeout: 10_000 };

let writer: Bundle;
let root: string;
let folder: string;
beforeAll(async () => {
	writer = await bundle('test/support/cacheWriter.ts');
});
beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'demoscope-disk-cache-'));
	folder = join(root, 'a cache ü');
});
afterEach(async () => {
	await rm(root, { recursive: true });
});
afterAll(() => writer.remove());

function openCache(maxBytes = 1e9): DiskCache {
	return new DiskCache(folder, maxBytes, nullLogger);
}

function startWriter(options: {
	readonly seed: number;
	readonly count: number;
	readonly maxBytes?: number;
}): ChildProcess {
	const { seed, count, maxBytes = 1e9 } = options;
	return spawn(process.execPath, [writer.file, folder, String(maxBytes), String(seed), String(count)], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
}

async function contents(): Promise<readonly string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
	return entries
		.filter(file => file.isFile() && file.parentPath.includes('content-'))
		.map(file => join(file.parentPath, file.name));
}

async function bytesOnDisk(): Promise<number> {
	const sizes = await Promise.all(
		(await contents()).map(file =>
			stat(file).then(
				({ size }) => size,
				() => 0,
			),
		),
	);
	return sizes.reduce((sum, size) => sum + size, 0);
}

/** How many of the entries are there; each is either whole or missing. */
async function countWhole(cache: DiskCache, count: number): Promise<number> {
	let whole = 0;
	for (let index = 0; index < count; index++) {
		const { key, data } = entry(index);
		const found = await cache.get(key);
		if (found !== undefined) {
			expect(found.equals(data), key).toBe(true);
			whole++;
		}
	}
	return whole;
}

const damages: readonly ((file: string, random: Random) => Promise<void>)[] = [
	file => rm(file),
	file => truncate(file),
	async (file, random) => truncate(file, Math.floor(random() * (await stat(file)).size)),
	async (file, random) => {
		const data = await readFile(file);
		const position = Math.floor(random() * data.length);
		data[position] = (data[position] ?? 0) ^ (1 << Math.floor(random() * 8));
		await writeFile(file, data);
	},
	async file => {
		const handle = await open(file, 'a');
		await handle.write('more');
		await handle.close();
	},
];

describe('over any order of writes, reads and damage', { timeout: 60_000 }, () => {
	test.each([1, 2, 3, 4, 5])(
		'an entry is what was written or is missing, and can be written again (seed %i)',
		async seed => {
			const random = seededRandom(seed);
			const cache = openCache();
			const written = new Set<number>();
			for (let step = 0; step < 150; step++) {
				const index = Math.floor(random() * 25);
				const { key, data } = entry(index);
				const chance = random();
				if (chance < 0.4) {
					await cache.put(key, data);
					written.add(index);
					expect((await cache.get(key))?.equals(data)).toBe(true);
				} else if (chance < 0.8) {
					const found = await (chance < 0.6 ? cache : openCache()).get(key);
					expect(found === undefined ? !written.has(index) : found.equals(data)).toBe(true);
				} else {
					const files = await contents();
					const file = files[Math.floor(random() * files.length)];
					const damage = damages[Math.floor(random() * damages.length)];
					if (file !== undefined && damage !== undefined) {
						await damage(file, random);
						// What was hit is found out by reading: a miss, dropped, and whole again once it is written.
						for (const other of written) {
							if ((await cache.get(entry(other).key)) === undefined) {
								written.delete(other);
							}
						}
					}
				}
			}
			const before = written.size;
			expect(await countWhole(cache, 25)).toBe(before);
			for (let index = 0; index < 25; index++) {
				const { key, data } = entry(index);
				await cache.put(key, data);
			}
			expect(await countWhole(openCache(), 25)).toBe(25);
		},
	);

	test.each([
		[1, 20_000],
		[2, 60_000],
		[3, 5000],
	])('the bytes on disk stay bounded (seed %i, %i bytes)', async (seed, maxBytes) => {
		const random = seededRandom(seed);
		const cache = openCache(maxBytes);
		for (let step = 0; step < 150; step++) {
			const { key, data } = entry(Math.floor(random() * 1000));
			await cache.put(key, data);
		}
		// A tenth may be written between two looks, and one entry more.
		await expect.poll(bytesOnDisk, patience).toBeLessThanOrEqual(maxBytes * 1.1 + 4000);
		expect(await countWhole(cache, 1000)).toBeGreaterThan(0);
	});
});

describe('two processes at once', { timeout: 60_000 }, () => {
	test('write the same entries without harm', async () => {
		const writers = [startWriter({ seed: 1, count: 200 }), startWriter({ seed: 2, count: 200 })];
		const codes = await Promise.all(writers.map(child => once(child, 'exit')));
		expect(codes).toEqual([
			[0, null],
			[0, null],
		]);
		// Each writes 200 draws out of 200 entries: about 1 − e⁻² of them are drawn by one or the other.
		expect(await countWhole(openCache(), 200)).toBeGreaterThan(150);
	});

	test('keep to the bound together, though each evicts what the other writes', async () => {
		const maxBytes = 50_000;
		const writers = [startWriter({ seed: 3, count: 300, maxBytes }), startWriter({ seed: 4, count: 300, maxBytes })];
		const codes = await Promise.all(writers.map(child => once(child, 'exit')));
		expect(codes.map(([code]) => code as number)).toEqual([0, 0]);
		const cache = openCache(maxBytes);
		const { key, data } = entry(1000);
		await cache.put(key, data);
		await expect.poll(bytesOnDisk, patience).toBeLessThanOrEqual(maxBytes * 1.1 + 4000);
		expect(await countWhole(cache, 300)).toBeGreaterThan(0);
	});
});

describe('a process that is killed while it writes', { timeout: 60_000 }, () => {
	test('leaves entries whole or missing, and a cache that goes on', async () => {
		const random = seededRandom(11);
		for (let round = 0; round < 6; round++) {
			const child = startWriter({ seed: round, count: 4000 });
			const { stdout } = child;
			if (stdout !== null) {
				await once(stdout, 'data');
			}
			await new Promise(resolve => setTimeout(resolve, random() * 40));
			child.kill('SIGKILL');
			await once(child, 'exit');
		}
		const cache = openCache();
		expect(await countWhole(cache, 4000)).toBeGreaterThan(0);
		const { key, data } = entry(5000);
		await cache.put(key, data);
		expect((await openCache().get(key))?.equals(data)).toBe(true);
	});

	test('leaves nothing behind for good', async () => {
		const beside = join(folder, 'tmp');
		await mkdir(beside, { recursive: true });
		await writeFile(join(beside, 'cut off'), 'half an entry');
		await writeFile(join(beside, 'under way'), 'half an entry');
		const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
		await utimes(join(beside, 'cut off'), longAgo, longAgo);
		const { key, data } = entry(0);
		await openCache().put(key, data);
		await expect
			.poll(async () => (await readdir(beside)).filter(name => name.includes(' ')), patience)
			.toEqual(['under way']);
	});
});
