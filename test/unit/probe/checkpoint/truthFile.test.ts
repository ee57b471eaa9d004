import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCheckpoint } from '../../../../src/probe/checkpoint/checkpoint';
import { readTruth, truthName } from '../../../../src/probe/checkpoint/truthFile';
import type { Truth } from '../../../../src/probe/truth';

const truth: Truth = {
	version: 1,
	revision: 'abc',
	consistency: {
		tasks: 40,
		pairs: 400,
		pairedAccuracy: 0.85,
		auc: 0.82,
		rival: { name: 'counting shared words', pairedAccuracy: 0.67 },
	},
	diversity: {
		labels: { completion: 0.98, joint: 0.91, both: 0.97 },
		other: { completion: 0.66, joint: 0.81, both: 0.73 },
	},
};

let folder = '';

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'demoscope-truth-'));
});

afterEach(async () => {
	await rm(folder, { recursive: true, force: true });
});

test('is read for the revision that was measured', async () => {
	await writeFile(join(folder, truthName), JSON.stringify(truth));
	expect(await readTruth(folder, 'abc')).toEqual(truth);
});

test('says nothing of other weights', async () => {
	await writeFile(join(folder, truthName), JSON.stringify(truth));
	expect(await readTruth(folder, 'abd')).toBeUndefined();
});

test('is unknown where there is no file, or one of another shape', async () => {
	expect(await readTruth(folder, 'abc')).toBeUndefined();
	await writeFile(join(folder, truthName), JSON.stringify({ ...truth, version: 2 }));
	expect(await readTruth(folder, 'abc')).toBeUndefined();
});

test('the built-in probe was measured', async () => {
	const builtIn = join(import.meta.dirname, '../../../../media/probe');
	const { revision } = await openCheckpoint(builtIn);
	expect(await readTruth(builtIn, revision)).toBeDefined();
});
