import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { spillInto } from '../../../src/cli/spillFile';
import type { SpilledRows } from '../../../src/workflows/stream/spilledRows';

let folder = '';
beforeEach(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'demoscope-spill-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const block = (first: number, rows: number): Float32Array =>
	Float32Array.from({ length: 3 * rows }, (_, i) => first + i);

async function blocksOf(spill: SpilledRows): Promise<readonly (readonly number[])[]> {
	const found: number[][] = [];
	for await (const rows of spill.blocks()) {
		found.push([...rows]);
	}
	return found;
}

async function written(...blocks: readonly Float32Array[]): Promise<void> {
	const spill = await spillInto(folder)('key', 3);
	for (const rows of blocks) {
		await spill.append(rows);
	}
	await spill.close();
}

test('gives back what was appended, to another run too, until it is taken away', async () => {
	await written(block(1, 4), block(100, 2));
	const later = await spillInto(folder)('key', 3);
	expect(later.count).toBe(6);
	await later.append(block(200, 1));
	const all = [[...block(1, 4)], [...block(100, 2)], [...block(200, 1)]];
	expect(await blocksOf(later)).toEqual(all);
	expect(await blocksOf(later)).toEqual(all);
	await later.remove();
	expect(await readdir(folder)).toEqual([]);
	const anew = await spillInto(folder)('key', 3);
	expect(anew.count).toBe(0);
	await anew.close();
});

test.each([
	['cut in the middle of its last block', async (file: string) => truncate(file, 36 + 4 * 12 + 36 + 5), 4],
	['cut in the head of it', async (file: string) => truncate(file, 36 + 4 * 12 + 7), 4],
	[
		'damaged in its first',
		async (file: string) => {
			const bytes = await readFile(file);
			bytes[50] = (bytes[50] ?? 0) ^ 1;
			await writeFile(file, bytes);
		},
		0,
	],
	['of something else', (file: string) => writeFile(file, Buffer.alloc(4000, 255)), 0],
])('a file %s keeps the blocks before that, and goes on from there', async (_, damage, rows) => {
	await written(block(1, 4), block(100, 2));
	await damage(path.join(folder, 'key'));
	const spill = await spillInto(folder)('key', 3);
	expect(spill.count).toBe(rows);
	await spill.append(block(500, 1));
	expect((await blocksOf(spill)).at(-1)).toEqual([...block(500, 1)]);
	await spill.close();
});
