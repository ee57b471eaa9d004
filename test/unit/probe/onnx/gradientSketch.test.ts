import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gradientOutput } from '../../../../src/probe/onnx/exactGradients';
import { hadamard, signs } from '../../../../src/probe/onnx/projections';
import { explicitSketch } from '../../../support/explicitSketch';
import { writeTestCheckpoint } from '../../../support/probeCheckpoint';
import { batchOf, loadGraph, outputOf, randomText, worstError } from '../../../support/probeGraphs';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'demoscope-sketch-'));
});
afterAll(async () => {
	await rm(folder, { recursive: true });
});

describe('the gradient sketch', () => {
	for (const { title, config } of [
		{ title: 'tied head', config: {} },
		{ title: 'untied head and more entries than numbers', config: { tie_word_embeddings: false, vocab_size: 1500 } },
	]) {
		test(`is the documented projection of the exact gradient (${title})`, async () => {
			const checkpoint = await writeTestCheckpoint(join(folder, title), { config });
			const vocabulary = checkpoint.config.vocabularySize;
			const batch = batchOf(randomText(1, 12, 4, vocabulary), randomText(2, 9, 1, vocabulary));
			const exact = await (await loadGraph(checkpoint.folder, { gradient: 'exact' })).run(batch);
			for (const operatorSet of ['contributed', 'standard'] as const) {
				const session = await loadGraph(checkpoint.folder, { gradient: 'sketch', operatorSet });
				const sketches = outputOf(await session.run(batch), 'sketch');
				for (const row of [0, 1]) {
					const expected = explicitSketch(checkpoint.parameters, name => {
						const gradients = outputOf(exact, gradientOutput(name));
						return gradients.subarray((row * gradients.length) / 2, ((row + 1) * gradients.length) / 2);
					});
					expect(worstError(sketches.subarray(row * 4096, (row + 1) * 4096), expected)).toBeLessThan(1e-5);
				}
			}
		});
	}

	test('is the same in a padded batch as alone', async () => {
		const checkpoint = await writeTestCheckpoint(join(folder, 'padding'));
		const session = await loadGraph(checkpoint.folder, { gradient: 'sketch' });
		const texts = [randomText(1, 12, 4, 300), randomText(2, 5, 1, 300), randomText(3, 16, 9, 300)];
		const together = outputOf(await session.run(batchOf(...texts)), 'sketch');
		for (const [row, text] of texts.entries()) {
			const alone = outputOf(await session.run(batchOf(text)), 'sketch');
			expect(worstError(together.subarray(row * 4096, (row + 1) * 4096), alone)).toBeLessThan(1e-5);
		}
	});

	test('of a text without a scored token is zero', async () => {
		const checkpoint = await writeTestCheckpoint(join(folder, 'unscored'));
		const session = await loadGraph(checkpoint.folder, { gradient: 'sketch' });
		for (const ids of [[7, 8, 9], [7]]) {
			const outputs = await session.run(batchOf({ ids, weights: ids.map(() => 0) }));
			expect(outputOf(outputs, 'sketch').every(value => value === 0)).toBe(true);
			expect(outputOf(outputs, 'embedding').every(Number.isFinite)).toBe(true);
		}
	});
});

describe('the Hadamard matrix', () => {
	test('has orthogonal rows of ±1', () => {
		const matrix = hadamard(16);
		for (let i = 0; i < 16; i++) {
			for (let j = 0; j < 16; j++) {
				let product = 0;
				for (let k = 0; k < 16; k++) {
					product += (matrix[i * 16 + k] ?? 0) * (matrix[j * 16 + k] ?? 0);
				}
				expect(product).toBe(i === j ? 16 : 0);
			}
		}
	});
});

describe('signs', () => {
	test('are ±1 in equal shares, and follow from the name alone', () => {
		const drawn = signs('a layer', 10_000);
		expect(new Set(drawn)).toEqual(new Set([1, -1]));
		expect(Math.abs(drawn.reduce((sum, sign) => sum + sign, 0))).toBeLessThan(400);
		expect(signs('a layer', 10_000)).toEqual(drawn);
		expect(signs('another layer', 10_000)).not.toEqual(drawn);
	});
});
