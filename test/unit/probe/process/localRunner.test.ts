import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCheckpoint, type Checkpoint } from '../../../../src/probe/checkpoint/checkpoint';
import { createLocalRunner } from '../../../../src/probe/process/localRunner';
import { isMemoryShort } from '../../../../src/probe/process/memory';
import { readingDifference, selfCheckBatch } from '../../../../src/probe/process/selfCheck';
import { writeTestCheckpoint } from '../../../support/probeCheckpoint';

let folder: string;
let checkpoint: Checkpoint;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'demoscope-runner-'));
	checkpoint = await openCheckpoint((await writeTestCheckpoint(join(folder, 'tiny'))).folder);
});
afterAll(() => rm(folder, { recursive: true }));

test('a sparing runner reads as another does, whichever kind of reading comes after which', async () => {
	const usual = createLocalRunner(checkpoint, { threads: 1, sparing: false });
	const sparing = createLocalRunner(checkpoint, { threads: 1, sparing: true });
	const batch = selfCheckBatch(checkpoint.config.vocabularySize);
	for (const gradient of [false, true, true, false]) {
		const expected = await usual.run(batch, gradient);
		const actual = await sparing.run(batch, gradient);
		expect(actual.sketch === undefined).toBe(!gradient);
		expect(readingDifference(actual, expected)).toBeLessThan(1e-5);
	}
});

test('a released runner loads again', async () => {
	const runner = createLocalRunner(checkpoint, { threads: 1 });
	const batch = selfCheckBatch(checkpoint.config.vocabularySize);
	const before = await runner.run(batch, true);
	await runner.release();
	expect(await runner.run(batch, true)).toEqual(before);
});

test('memory is short where both sessions would not fit', () => {
	const gibibyte = 2 ** 30;
	expect(isMemoryShort(494e6, 16 * gibibyte)).toBe(false);
	expect(isMemoryShort(494e6, 6 * gibibyte)).toBe(true);
	expect(isMemoryShort(5.5e6, 0.5 * gibibyte)).toBe(false);
});
