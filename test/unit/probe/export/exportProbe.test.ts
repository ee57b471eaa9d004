import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { openCheckpoint } from '../../../../src/probe/checkpoint/checkpoint';
import { exportProbe, type ExportOptions } from '../../../../src/probe/export/exportProbe';
import { fingerprintOf, isFingerprint } from '../../../../src/probe/fingerprint';
import { createLocalRunner } from '../../../../src/probe/process/localRunner';
import { readingDifference } from '../../../../src/probe/process/selfCheck';
import type { Batch } from '../../../../src/probe/reading/batch';
import { encodeSafetensors, writeTestCheckpoint } from '../../../support/probeCheckpoint';
import { batchOf, randomText } from '../../../support/probeGraphs';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'demoscope-export-'));
});
afterAll(async () => {
	await rm(folder, { recursive: true });
});

function optionsFor(name: string, options: Partial<ExportOptions> = {}): ExportOptions {
	const defaults = { format: 'onnx', copy: false, maxBatch: 64, storageUri: 'pvc://models/repository' } as const;
	return { folder: join(folder, name), output: join(folder, `${name} out`), ...defaults, ...options };
}

/** As a server does: from the file, so that the weights are looked for beside it. */
async function runExported(file: string, { ids, weights, size, length }: Batch) {
	const session = await InferenceSession.create(file);
	expect(session.inputNames).toEqual(['input_ids', 'loss_weights']);
	const outputs = await session.run({
		input_ids: new Tensor('int64', ids, [size, length]),
		loss_weights: new Tensor('float32', weights, [size, length]),
	});
	await session.release();
	const shapes = Object.fromEntries(Object.entries(outputs).map(([name, { dims, type }]) => [name, [type, ...dims]]));
	const dataOf = (name: string): Float32Array => outputs[name]?.data as Float32Array;
	return {
		shapes,
		output: {
			tokenLogProbs: dataOf('token_log_probs'),
			sketch: dataOf('sketch'),
			embedding: dataOf('embedding'),
		},
	};
}

/** The same texts with more padding on their right. */
function padded({ size, length, ids, weights }: Batch, more: number): Batch {
	const wider = {
		ids: new BigInt64Array(size * (length + more)).fill(-1n),
		weights: new Float32Array(size * (length + more)),
	};
	for (let row = 0; row < size; row++) {
		wider.ids.set(ids.subarray(row * length, (row + 1) * length), row * (length + more));
		wider.weights.set(weights.subarray(row * length, (row + 1) * length), row * (length + more));
	}
	return { size, length: length + more, ...wider };
}

const texts = [randomText(1, 12, 4, 300), randomText(2, 7, 1, 300), randomText(3, 16, 9, 300)];
const untied = { tie_word_embeddings: false };

describe('the exported graph', () => {
	for (const type of ['F32', 'F16', 'BF16'] as const) {
		test(`gives the product’s readings from its file (${type})`, async () => {
			const options = optionsFor(`tiny-${type}`);
			await writeTestCheckpoint(options.folder, { type });
			await exportProbe(options);
			const checkpoint = await openCheckpoint(options.folder);
			const batch = batchOf(...texts);
			const runner = createLocalRunner(checkpoint, { threads: 1 });
			const expected = await runner.run(batch, true);
			await runner.release();
			const { output, shapes } = await runExported(join(options.output, 'model.onnx'), batch);
			expect(shapes).toEqual({
				token_log_probs: ['float32', 3, 16],
				sketch: ['float32', 3, 4096],
				embedding: ['float32', 3, 24],
			});
			expect(readingDifference(output, expected)).toBeLessThan(1e-4);
		});
	}

	test('reads a text the same with any padding', async () => {
		const options = optionsFor('padding');
		await writeTestCheckpoint(options.folder, { config: untied });
		await exportProbe(options);
		const batch = batchOf(...texts);
		const file = join(options.output, 'model.onnx');
		const { output: expected } = await runExported(file, batch);
		const { output, shapes } = await runExported(file, padded(batch, 5));
		expect(shapes.token_log_probs).toEqual(['float32', 3, 21]);
		const tokenLogProbs = Float32Array.from(expected.tokenLogProbs, (_, index) => {
			const [row, column] = [Math.floor(index / 16), index % 16];
			return output.tokenLogProbs[row * 21 + column] ?? NaN;
		});
		expect(readingDifference({ ...output, tokenLogProbs }, expected)).toBeLessThan(1e-5);
	});

	test('says which checkpoint and projection it is of', async () => {
		const options = optionsFor('metadata');
		await writeTestCheckpoint(options.folder);
		const { revision } = await exportProbe(options);
		const graph = (await readFile(join(options.output, 'model.onnx'))).toString('latin1');
		expect(graph).toContain(`demoscope.revision\u0012@${revision}`);
		expect(graph).toContain('demoscope.sketch');
		expect(graph).not.toContain('com.microsoft');
	});
});

describe('the weights', () => {
	test('of several files keep their names', async () => {
		const options = optionsFor('sharded');
		const { parameters } = await writeTestCheckpoint(options.folder);
		const single = await openCheckpoint(options.folder);
		const entries = [...parameters];
		const parts = [entries.slice(0, 5), entries.slice(5)];
		const names = parts.map((_, index) => `model-0000${index + 1}-of-00002.safetensors`);
		for (const [index, part] of parts.entries()) {
			await writeFile(join(options.folder, names[index] ?? ''), encodeSafetensors(new Map(part), 'F32'));
		}
		const map = Object.fromEntries(parts.flatMap((part, index) => part.map(([name]) => [name, names[index]])));
		await writeFile(join(options.folder, 'model.safetensors.index.json'), JSON.stringify({ weight_map: map }));
		const batch = batchOf(...texts);
		const runner = createLocalRunner(single, { threads: 1 });
		const expected = await runner.run(batch, true);
		await runner.release();
		await rm(join(options.folder, 'model.safetensors'));
		const { files } = await exportProbe(options);
		expect(files).toEqual(['model.onnx', ...names]);
		const { output } = await runExported(join(options.output, 'model.onnx'), batch);
		expect(readingDifference(output, expected)).toBeLessThan(1e-4);
	});

	test('lie beside the graph as links, or as copies where those are asked for', async () => {
		const linked = optionsFor('weights');
		const copied = optionsFor('weights', { output: join(folder, 'copied'), copy: true });
		await writeTestCheckpoint(linked.folder);
		await exportProbe(linked);
		await exportProbe(copied);
		const inodeOf = async (path: string): Promise<number> => (await stat(path)).ino;
		const original = await inodeOf(join(linked.folder, 'model.safetensors'));
		expect(await inodeOf(join(linked.output, 'model.safetensors'))).toBe(original);
		expect(await inodeOf(join(copied.output, 'model.safetensors'))).not.toBe(original);
	});
});

describe('a model repository', () => {
	test('is what Triton expects, the version being the checkpoint’s', async () => {
		const options = optionsFor('triton', { format: 'triton', maxBatch: 48 });
		await writeTestCheckpoint(options.folder);
		const { revision, version, files } = await exportProbe(options);
		expect(version).toBe(fingerprintOf(revision));
		expect(isFingerprint(version)).toBe(true);
		expect(files).toEqual(['probe/config.pbtxt', `probe/${version}/model.onnx`, `probe/${version}/model.safetensors`]);
		expect((await readdir(options.output, { recursive: true })).length).toBe(files.length + 2);
		await expect(await readFile(join(options.output, 'probe', 'config.pbtxt'), 'utf8')).toMatchFileSnapshot(
			'../../../fixtures/export/config.pbtxt',
		);
	});

	test('comes with an inference service for KServe', async () => {
		const options = optionsFor('kserve', { format: 'kserve', storageUri: 's3://bucket/"probe"' });
		await writeTestCheckpoint(options.folder);
		const { files, version } = await exportProbe(options);
		expect(files).toContain(`repository/probe/${version}/model.onnx`);
		const text = await readFile(join(options.output, 'inference-service.yaml'), 'utf8');
		const { spec, kind } = z
			.object({ kind: z.string(), spec: z.object({ predictor: z.record(z.string(), z.unknown()) }) })
			.parse(parse(text));
		expect(kind).toBe('InferenceService');
		expect(spec.predictor).toMatchObject({
			scaleMetric: 'concurrency',
			model: { runtime: 'kserve-tritonserver', protocolVersion: 'v2', storageUri: 's3://bucket/"probe"' },
		});
	});
});

describe('the folder', () => {
	test('that exists and holds something is left alone', async () => {
		const options = optionsFor('existing');
		await writeTestCheckpoint(options.folder);
		await mkdir(options.output);
		await writeFile(join(options.output, 'mine.txt'), 'mine');
		await expect(exportProbe(options)).rejects.toMatchObject({ code: 'probe.exportExists' });
		expect(await readdir(options.output)).toEqual(['mine.txt']);
		expect((await readdir(folder)).filter(name => name.startsWith('.'))).toEqual([]);
	});

	test('does not appear where the checkpoint cannot be read', async () => {
		const options = optionsFor('no checkpoint');
		await expect(exportProbe(options)).rejects.toMatchObject({ code: 'probe.checkpoint' });
		await expect(stat(options.output)).rejects.toMatchObject({ code: 'ENOENT' });
	});
});
