import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseDecoderConfig, type DecoderConfig } from '../../../../src/probe/checkpoint/decoderConfig';
import { openWeights } from '../../../../src/probe/checkpoint/weights';
import { byteTokenizer } from '../../../support/probeCheckpoint';
import { batchOf, loadGraph, outputOf, randomText } from '../../../support/probeGraphs';

/** Three files and an index. */
const fixture = 'test/fixtures/probe/llama-bf16';
const indexName = 'model.safetensors.index.json';

let root: string;
let folder: string;
let config: DecoderConfig;
beforeAll(async () => {
	root = await mkdtemp(join(tmpdir(), 'demoscope-weights-'));
	config = parseDecoderConfig(JSON.parse(await readFile(join(fixture, 'config.json'), 'utf8')));
});
beforeEach(async () => {
	folder = await mkdtemp(join(root, 'snapshot ü '));
	await cp(fixture, folder, { recursive: true });
	await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(byteTokenizer()));
});
afterAll(async () => {
	await rm(root, { recursive: true });
});

async function shards(): Promise<readonly string[]> {
	return (await readdir(folder)).filter(name => name.startsWith('model-')).sort();
}

async function readLogProbs(): Promise<Float32Array> {
	const session = await loadGraph(folder, { gradient: 'none' });
	return outputOf(await session.run(batchOf(randomText(1, 8, 1, 60))), 'token_log_probs');
}

async function editIndex(edit: (map: Record<string, string>) => unknown): Promise<void> {
	const path = join(folder, indexName);
	const index = JSON.parse(await readFile(path, 'utf8')) as { weight_map: Record<string, string> };
	await writeFile(path, JSON.stringify({ ...index, weight_map: edit(index.weight_map) }));
}

describe('weights in several files', () => {
	test('are each found in the file that the index names', async () => {
		const { folder: where, tensors } = await openWeights(folder, config);
		const { weight_map } = JSON.parse(await readFile(join(folder, indexName), 'utf8')) as {
			weight_map: Record<string, string>;
		};
		expect(where).toBe(folder);
		expect(Object.fromEntries([...tensors].map(([name, { file }]) => [name, file]))).toEqual(weight_map);
	});

	test('are read through links to files of other names, as in the Hugging Face cache', async () => {
		const expected = await readLogProbs();
		const blobs = await mkdtemp(join(root, 'blobs '));
		for (const [index, name] of (await shards()).entries()) {
			await rename(join(folder, name), join(blobs, `f00d${index}`));
			await symlink(join('..', blobs.slice(root.length + 1), `f00d${index}`), join(folder, name));
		}
		expect((await openWeights(folder, config)).folder).toBe(blobs);
		expect(await readLogProbs()).toEqual(expected);
	});

	test('are read where they lie in different folders', async () => {
		const expected = await readLogProbs();
		const [first = ''] = await shards();
		const elsewhere = await mkdtemp(join(root, 'elsewhere'));
		await mkdir(join(elsewhere, 'below'));
		await rename(join(folder, first), join(elsewhere, 'below', first));
		await symlink(join(elsewhere, 'below', first), join(folder, first));
		expect((await openWeights(folder, config)).folder).toBe(root);
		expect(await readLogProbs()).toEqual(expected);
	});
});

describe('an index is refused', () => {
	const failure = (text: string): object => ({
		code: 'probe.weights',
		message: expect.stringContaining(text) as string,
	});

	test.each([
		'../model.safetensors',
		'/etc/model.safetensors',
		'C:\\model.safetensors',
		'sub/model.safetensors',
		'..',
		'',
		'.safetensors',
		'model.bin',
		'a\0.safetensors',
	])('that names the file %j', async name => {
		await editIndex(map => ({ ...map, 'model.norm.weight': name }));
		await expect(openWeights(folder, config)).rejects.toMatchObject(failure(JSON.stringify(name)));
	});

	test('that names a file which is not there', async () => {
		const [first = ''] = await shards();
		await rm(join(folder, first));
		await expect(openWeights(folder, config)).rejects.toMatchObject(failure(first));
	});

	test('that names the wrong file, or none, for a tensor', async () => {
		const [first = '', second = ''] = await shards();
		await editIndex(map => ({
			...map,
			'model.norm.weight': map['model.norm.weight'] === first ? second : first,
		}));
		await expect(openWeights(folder, config)).rejects.toMatchObject(failure('model.norm.weight is missing'));
		await editIndex(map => Object.fromEntries(Object.entries(map).filter(([name]) => name !== 'model.norm.weight')));
		await expect(openWeights(folder, config)).rejects.toMatchObject(failure('model.norm.weight is missing'));
	});

	test.each([undefined, null, [], 7, { a: 7 }])('whose map is %j', async map => {
		await editIndex(() => map);
		await expect(openWeights(folder, config)).rejects.toMatchObject(failure(indexName));
	});

	test('that names too many files', async () => {
		await editIndex(() => Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`t${i}`, `f${i}.safetensors`])));
		await expect(openWeights(folder, config)).rejects.toMatchObject(failure('1000 files'));
	});

	test('with a damaged file, by the name of the file', async () => {
		const [first = ''] = await shards();
		await writeFile(join(folder, first), 'nothing of the kind');
		await expect(openWeights(folder, config)).rejects.toMatchObject(failure(first));
	});
});

test('a folder without weights is refused by the name of the missing file', async () => {
	await rm(join(folder, indexName));
	await expect(openWeights(folder, config)).rejects.toMatchObject({
		code: 'probe.checkpoint',
		message: expect.stringContaining('model.safetensors') as string,
	});
});
