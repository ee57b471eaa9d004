import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nullLogger } from '../../../../src/base/logger';
import { DiskCache } from '../../../../src/probe/cache/diskCache';
import { threadDisk } from '../../../../src/probe/cache/threadDisk';
import { bundle, type Bundle } from '../../../support/bundle';

let thread: Bundle;
let root: string;
beforeAll(async () => {
	thread = await bundle('src/probe/cache/diskThread.ts');
	root = await mkdtemp(join(tmpdir(), 'demoscope-disk-'));
});
afterAll(async () => {
	await thread.remove();
	await rm(root, { recursive: true, maxRetries: 5 });
});

const maxBytes = 1e6;

test('what is kept by the thread is there for another process, also what was being written as it was let go', async () => {
	const folder = join(root, 'kept');
	const disk = threadDisk(thread.file, { folder, maxBytes }, nullLogger);
	await disk.put('a', Uint8Array.of(1, 2, 3));
	expect(await disk.get('a')).toEqual(Uint8Array.of(1, 2, 3));
	expect(await disk.get('b')).toBeUndefined();
	void disk.put('b', Uint8Array.of(4));
	disk.dispose();
	const other = new DiskCache(folder, maxBytes, nullLogger);
	expect(await other.get('a')).toEqual(Buffer.of(1, 2, 3));
	await expect.poll(() => other.get('b'), { timeout: 10_000 }).toEqual(Buffer.of(4));
	expect(await disk.get('a')).toBeUndefined();
	await disk.put('c', Uint8Array.of(5));
});

test('bytes that are part of a larger array are kept alone', async () => {
	const disk = threadDisk(thread.file, { folder: join(root, 'parts'), maxBytes }, nullLogger);
	await disk.put('part', Uint8Array.of(1, 2, 3, 4, 5).subarray(1, 4));
	expect(await disk.get('part')).toEqual(Uint8Array.of(2, 3, 4));
	disk.dispose();
});

test('a thread that cannot run keeps nothing, and that is said', async () => {
	const warnings: string[] = [];
	const logger = { ...nullLogger, warn: (message: string) => void warnings.push(message) };
	const disk = threadDisk(join(root, 'no such file.mjs'), { folder: join(root, 'none'), maxBytes }, logger);
	await disk.put('a', Uint8Array.of(1));
	expect(await disk.get('a')).toBeUndefined();
	expect(warnings).toEqual([expect.stringMatching(/^Readings are not kept on disk: /u)]);
	disk.dispose();
});
