import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UnfinishedRuns } from '../../../src/cli/unfinishedRuns';

const state = new Uint8Array([1, 2, 3, 250]);
let folder = '';

beforeEach(async () => {
	folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'demoscope-runs-')), 'unfinished');
});

afterEach(() => rm(path.dirname(folder), { recursive: true, force: true }));

test('gives back what was saved, to another process too, until it is removed', async () => {
	await new UnfinishedRuns(folder).save('key', () => state);
	const later = new UnfinishedRuns(folder);
	expect(await later.load('key')).toEqual(Buffer.from(state));
	expect(await later.load('other')).toBeUndefined();
	await later.remove('key');
	expect(await later.load('key')).toBeUndefined();
	expect(await readdir(folder)).toEqual([]);
});

test('keeps the latest of several states', async () => {
	const runs = new UnfinishedRuns(folder);
	await runs.save('key', () => state);
	await runs.save('key', () => new Uint8Array([9]));
	expect(await runs.load('key')).toEqual(Buffer.of(9));
	expect(await readdir(folder)).toEqual(['key']);
});

test('takes no damaged file for a state', async () => {
	const runs = new UnfinishedRuns(folder);
	await runs.save('key', () => state);
	const file = path.join(folder, 'key');
	const bytes = await readFile(file);
	for (const damaged of [bytes.subarray(0, -1), Buffer.concat([bytes, Buffer.of(0)]), Buffer.alloc(3), Buffer.of()]) {
		await writeFile(file, damaged);
		expect(await runs.load('key')).toBeUndefined();
	}
});

test('gives up a run of which nothing was heard for a month', async () => {
	await new UnfinishedRuns(folder).save('old', () => state);
	const long = Date.now() / 1000 - 31 * 24 * 60 * 60;
	await utimes(path.join(folder, 'old'), long, long);
	expect(await new UnfinishedRuns(folder).load('old')).toBeUndefined();
});
