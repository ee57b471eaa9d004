import { cp, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { openCheckpoint } from '../../../../src/probe/checkpoint/checkpoint';
import { readSafetensorsHeader } from '../../../../src/probe/checkpoint/safetensors';
import { gradientOutput } from '../../../../src/probe/onnx/exactGradients';
import { explicitSketch } from '../../../support/explicitSketch';
import { byteTokenizer } from '../../../support/probeCheckpoint';
import { batchOf, loadGraph, outputOf, worstError, type TestText } from '../../../support/probeGraphs';

/** Made by tools/reference/probe_fixtures.py, which says how. */
const fixtures = 'test/fixtures/probe';
const names = await readdir(fixtures);

const referenceSchema = z.object({
	source: z.string(),
	texts: z.array(
		z.object({
			ids: z.array(z.number()),
			scoredFrom: z.number(),
			logProbs: z.array(z.number()),
			embedding: z.array(z.number()),
		}),
	),
});

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'demoscope families, größer '));
	for (const name of names) {
		await cp(join(fixtures, name), join(folder, name), { recursive: true });
		await writeFile(join(folder, name, 'tokenizer.json'), JSON.stringify(byteTokenizer()));
	}
});
afterAll(async () => {
	await rm(folder, { recursive: true });
});

async function readReference(name: string): Promise<z.infer<typeof referenceSchema>> {
	return referenceSchema.parse(JSON.parse(await readFile(join(fixtures, name, 'reference.json'), 'utf8')));
}

/** By parameter, the gradients of both texts one after the other. */
async function readGradients(name: string): Promise<ReadonlyMap<string, Float32Array>> {
	const path = join(fixtures, name, 'gradients.safetensors');
	const file = await open(path);
	const entries = await readSafetensorsHeader(file, path);
	await file.close();
	const bytes = await readFile(path);
	const floats = (offset: number, length: number): Float32Array =>
		new Float32Array(Uint8Array.from(bytes.subarray(offset, offset + length)).buffer);
	return new Map([...entries].map(([key, { offset, length }]) => [key, floats(offset, length)]));
}

function textsOf({ texts }: z.infer<typeof referenceSchema>): readonly TestText[] {
	return texts.map(({ ids, scoredFrom }) => ({
		ids,
		weights: ids.map((_, index) => (index >= scoredFrom ? 1 / (ids.length - scoredFrom) : 0)),
	}));
}

function rowOf(values: Float32Array, row: number, rows: number): Float32Array {
	const size = values.length / rows;
	return values.subarray(row * size, (row + 1) * size);
}

test('there is a checkpoint of every family and type', () => {
	const expected = ['llama', 'qwen2', 'qwen3'].flatMap(family =>
		['bf16', 'f16', 'f32'].map(type => `${family}-${type}`),
	);
	expect(names).toEqual(expected);
});

describe.each(names)('%s', name => {
	test.each(['contributed', 'standard'] as const)(
		'agrees with PyTorch in log-probabilities, embeddings and every gradient (%s operators)',
		async operatorSet => {
			const reference = await readReference(name);
			const gradients = await readGradients(name);
			const session = await loadGraph(join(folder, name), { gradient: 'exact', operatorSet });
			const outputs = await session.run(batchOf(...textsOf(reference)));
			for (const [row, { ids, scoredFrom, logProbs, embedding }] of reference.texts.entries()) {
				const actual = rowOf(outputOf(outputs, 'token_log_probs'), row, 2).subarray(scoredFrom, ids.length);
				expect(actual.length).toBe(logProbs.length);
				for (const [index, expected] of logProbs.entries()) {
					expect(Math.abs((actual[index] ?? NaN) - expected)).toBeLessThan(1e-5);
				}
				expect(worstError(rowOf(outputOf(outputs, 'embedding'), row, 2), embedding)).toBeLessThan(1e-5);
				for (const [key, expected] of gradients) {
					const gradient = outputOf(outputs, gradientOutput(key));
					expect(worstError(rowOf(gradient, row, 2), rowOf(expected, row, 2)), key).toBeLessThan(1e-4);
				}
			}
			const { tensors } = await openCheckpoint(join(folder, name));
			expect(new Set(gradients.keys())).toEqual(new Set(tensors.keys()));
		},
	);

	test('gives a text the same gradients in a padded batch as alone', async () => {
		const texts = textsOf(await readReference(name));
		const session = await loadGraph(join(folder, name), { gradient: 'exact' });
		const together = await session.run(batchOf(...texts));
		for (const [row, text] of texts.entries()) {
			const alone = await session.run(batchOf(text));
			for (const [key, values] of alone) {
				if (key !== 'token_log_probs') {
					expect(worstError(rowOf(outputOf(together, key), row, 2), values), key).toBeLessThan(1e-5);
				}
			}
		}
	});

	test.each(['contributed', 'standard'] as const)(
		"sketches PyTorch's gradient as the documented projection does (%s operators)",
		async operatorSet => {
			const reference = await readReference(name);
			const gradients = await readGradients(name);
			const { tensors } = await openCheckpoint(join(folder, name));
			const session = await loadGraph(join(folder, name), { gradient: 'sketch', operatorSet });
			const sketches = outputOf(await session.run(batchOf(...textsOf(reference))), 'sketch');
			for (const row of [0, 1]) {
				const expected = explicitSketch(tensors, key => rowOf(gradients.get(key) ?? new Float32Array(), row, 2));
				expect(worstError(rowOf(sketches, row, 2), expected)).toBeLessThan(1e-4);
			}
		},
	);
});
