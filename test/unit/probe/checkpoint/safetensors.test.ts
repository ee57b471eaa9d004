import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../../../src/base/errors';
import { readSafetensorsHeader, type TensorEntry } from '../../../../src/probe/checkpoint/safetensors';
import { safetensorsFile } from '../../../support/probeCheckpoint';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'demoscope-safetensors-'));
});
afterAll(async () => {
	await rm(folder, { recursive: true });
});

async function read(bytes: Buffer): Promise<ReadonlyMap<string, TensorEntry>> {
	const path = join(folder, 'model.safetensors');
	await writeFile(path, bytes);
	const file = await open(path);
	try {
		return await readSafetensorsHeader(file, 'model.safetensors');
	} finally {
		await file.close();
	}
}

function withHeader(header: unknown, bytes = 16): Buffer {
	return safetensorsFile(JSON.stringify(header), Buffer.alloc(bytes));
}

const tensor = (shape: readonly number[], begin: number, end: number, dtype = 'F32'): unknown => ({
	dtype,
	shape,
	data_offsets: [begin, end],
});

test('gives each tensor its place in the file', async () => {
	const header = { __metadata__: { format: 'pt' }, a: tensor([2], 0, 8), b: tensor([1, 4], 8, 16, 'F16') };
	const start = 8 + JSON.stringify(header).length;
	expect([...(await read(withHeader(header)))]).toEqual([
		['a', { dtype: 'F32', shape: [2], offset: start, length: 8 }],
		['b', { dtype: 'F16', shape: [1, 4], offset: start + 8, length: 8 }],
	]);
});

describe('a hostile file is refused:', () => {
	const hugeLength = Buffer.alloc(64);
	hugeLength.writeBigUInt64LE(2n ** 63n);
	const cases: readonly (readonly [string, Buffer])[] = [
		['empty', Buffer.alloc(0)],
		['cut within its length', Buffer.alloc(5)],
		['a header longer than the file', hugeLength],
		['cut within its header', withHeader({ a: tensor([2], 0, 8) }).subarray(0, 20)],
		['no JSON', safetensorsFile('{"a": ', Buffer.alloc(8))],
		['not an object', safetensorsFile('[1, 2]', Buffer.alloc(8))],
		[
			'too many tensors',
			withHeader(Object.fromEntries(Array.from({ length: 20_001 }, (_, i) => [i, tensor([0], 0, 0)]))),
		],
		['a tensor that is no object', withHeader({ a: 7 })],
		['a negative size', withHeader({ a: tensor([-2], 0, 8) })],
		['a size that is no integer', withHeader({ a: tensor([1.5], 0, 6) })],
		['a size beyond every memory', withHeader({ a: tensor([2 ** 50, 2 ** 50], 0, 8) })],
		['too many axes', withHeader({ a: tensor([2, 1, 1, 1, 1, 1, 1, 1, 1], 0, 8) })],
		['an unknown type', withHeader({ a: tensor([2], 0, 8, 'F7') })],
		['offsets in the wrong order', withHeader({ a: tensor([2], 8, 0) })],
		['data outside the file', withHeader({ a: tensor([6], 0, 24) })],
		['a length that does not fit the shape', withHeader({ a: tensor([3], 0, 8) })],
		['tensors that overlap', withHeader({ a: tensor([2], 0, 8), b: tensor([2], 4, 12) })],
	];
	test.each(cases)('%s', async (_, bytes) => {
		const failure: unknown = await read(bytes).catch((error: unknown) => error);
		expect(UserError.is(failure, 'probe.weights')).toBe(true);
	});
});

test('says so where Git LFS has left its pointer in place of the weights', async () => {
	const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n';
	await expect(read(Buffer.from(pointer))).rejects.toMatchObject({
		code: 'probe.weights',
		message: expect.stringContaining('Git LFS pointer') as unknown,
	});
});
