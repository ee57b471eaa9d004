import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCheckpoint } from '../../../../src/probe/checkpoint/checkpoint';
import { readTaskHead, readTruth, taskHeadName, truthName } from '../../../../src/probe/checkpoint/truthFile';
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

test('a head of the fit to the task is read for the revision that it was trained on, and for no other', async () => {
	const map = Buffer.from(Float32Array.of(1, 2, 3).buffer).toString('base64');
	const weights = { constant: 0, bitsPerToken: 1, sharedWithInput: 1, sharedWithOutput: 1, likeness: 1 };
	const taskFit = { constant: 0, definitionFit: 1, company: 2 };
	const head = { version: 2, revision: 'abc', dimension: 1, demonstration: map, definition: map, weights, taskFit };
	expect(await readTaskHead(folder, 'abc', 2)).toBeUndefined();
	await writeFile(join(folder, taskHeadName), JSON.stringify(head));
	expect(await readTaskHead(folder, 'abc', 2)).toMatchObject({ dimension: 1, weights, taskFit });
	expect(await readTaskHead(folder, 'abd', 2)).toBeUndefined();
	expect(await readTaskHead(folder, 'abc', 3)).toBeUndefined();
});
