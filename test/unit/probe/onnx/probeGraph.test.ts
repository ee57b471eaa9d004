import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gradientOutput } from '../../../../src/probe/onnx/exactGradients';
import { writeTestCheckpoint, type StoredType, type TestCheckpoint } from '../../../support/probeCheckpoint';
import { batchOf, loadGraph, outputOf, randomText, worstError, type TestText } from '../../../support/probeGraphs';
import { referenceForward } from '../../../support/probeReference';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'demoscope-graph-'));
});
afterAll(async () => {
	await rm(folder, { recursive: true });
});

const texts: readonly TestText[] = [randomText(1, 12, 4, 300), randomText(2, 7, 1, 300), randomText(3, 16, 9, 300)];

function referenceLoss(checkpoint: TestCheckpoint, text: TestText): number {
	const { logProbs } = referenceForward(checkpoint.config, checkpoint.parameters, text.ids);
	return -text.weights.reduce((sum, weight, index) => sum + weight * (logProbs[index] ?? 0), 0);
}

/** (L(p + h) − L(p − h)) / 2h for some entries of a parameter; h = 1e-5 leaves an error of about 1e-9. */
function centralDifferences(
	checkpoint: TestCheckpoint,
	name: string,
	text: TestText,
	entries: readonly number[],
): readonly number[] {
	const data = checkpoint.parameters.get(name)?.data ?? new Float64Array();
	const step = 1e-5;
	return entries.map(index => {
		const value = data[index] ?? NaN;
		data[index] = value + step;
		const above = referenceLoss(checkpoint, text);
		data[index] = value - step;
		const below = referenceLoss(checkpoint, text);
		data[index] = value;
		return (above - below) / (2 * step);
	});
}

/** The 20 largest entries, and 40 spread over the whole. */
function telling(gradient: Float32Array): readonly number[] {
	const largest = [...gradient.keys()].sort((a, b) => Math.abs(gradient[b] ?? 0) - Math.abs(gradient[a] ?? 0));
	const spread = Array.from({ length: 40 }, (_, index) => Math.floor((index * gradient.length) / 40));
	return [...new Set([...largest.slice(0, 20), ...spread])];
}

describe('the forward pass', () => {
	for (const type of ['F32', 'F16', 'BF16'] satisfies StoredType[]) {
		for (const gradient of ['none', 'sketch'] as const) {
			test(`agrees with the float64 reference (${type}, gradient: ${gradient})`, async () => {
				const checkpoint = await writeTestCheckpoint(join(folder, `forward-${type}`), { type });
				const session = await loadGraph(checkpoint.folder, { gradient });
				const outputs = await session.run(batchOf(...texts));
				const logProbs = outputOf(outputs, 'token_log_probs');
				const embedding = outputOf(outputs, 'embedding');
				for (const [row, text] of texts.entries()) {
					const reference = referenceForward(checkpoint.config, checkpoint.parameters, text.ids);
					const scored = text.weights.map((weight, index) => (weight > 0 ? (reference.logProbs[index] ?? 0) : 0));
					const actual = logProbs.subarray(row * 16, row * 16 + text.ids.length);
					expect(worstError(actual, scored)).toBeLessThan(1e-5);
					expect(worstError(embedding.subarray(row * 24, (row + 1) * 24), reference.embedding)).toBeLessThan(1e-5);
				}
			});
		}
	}
});

describe('the backward pass', () => {
	for (const { operatorSet, tied } of [
		{ operatorSet: 'contributed', tied: true },
		{ operatorSet: 'contributed', tied: false },
		{ operatorSet: 'standard', tied: true },
	] as const) {
		const variant = `${operatorSet} operators, ${tied ? 'tied' : 'untied'} head`;
		test(`gives every parameter's gradient as central differences do (${variant})`, { timeout: 60_000 }, async () => {
			const checkpoint = await writeTestCheckpoint(join(folder, `backward-${operatorSet}-${String(tied)}`), {
				config: { tie_word_embeddings: tied },
			});
			const session = await loadGraph(checkpoint.folder, { gradient: 'exact', operatorSet });
			const text = randomText(5, 7, 2, 300);
			const outputs = await session.run(batchOf(text, randomText(6, 10, 3, 300)));
			for (const [name, { data }] of checkpoint.parameters) {
				const gradient = outputOf(outputs, gradientOutput(name)).subarray(0, data.length);
				const entries = telling(gradient);
				const actual = entries.map(index => gradient[index] ?? NaN);
				expect(worstError(actual, centralDifferences(checkpoint, name, text, entries)), name).toBeLessThan(1e-3);
			}
		});
	}

	test('gives a text the same gradients in a padded batch as alone', async () => {
		const checkpoint = await writeTestCheckpoint(join(folder, 'padding'));
		const session = await loadGraph(checkpoint.folder, { gradient: 'exact' });
		const together = await session.run(batchOf(...texts));
		for (const [row, text] of texts.entries()) {
			const alone = await session.run(batchOf(text));
			for (const name of checkpoint.parameters.keys()) {
				const expected = outputOf(alone, gradientOutput(name));
				const actual = outputOf(together, gradientOutput(name)).subarray(
					row * expected.length,
					(row + 1) * expected.length,
				);
				expect(worstError(actual, expected), name).toBeLessThan(1e-5);
			}
		}
	});
});
