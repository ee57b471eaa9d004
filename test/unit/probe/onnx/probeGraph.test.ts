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

/** (L(p + h) − L(p − h)) / 2h for every entry of a parameter; h = 1e-5 leaves an error of about 1e-9. */
function centralDifferences(checkpoint: TestCheckpoint, name: string, text: TestText): Float64Array {
	const data = checkpoint.parameters.get(name)?.data ?? new Float64Array();
	const step = 1e-5;
	return data.map((value, index) => {
		data[index] = value + step;
		const above = referenceLoss(checkpoint, text);
		data[index] = value - step;
		const below = referenceLoss(checkpoint, text);
		data[index] = value;
		return (above - below) / (2 * step);
	});
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
	const variants: readonly {
		readonly name: string;
		readonly operatorSet: 'contributed' | 'standard';
		readonly tied: boolean;
	}[] = [
		{ name: 'contributed operators, tied head', operatorSet: 'contributed', tied: true },
		{ name: 'standard operators, untied head', operatorSet: 'standard', tied: false },
	];
	for (const { name, operatorSet, tied } of variants) {
		test(`gives every parameter's gradient as central differences do (${name})`, { timeout: 300_000 }, async () => {
			const checkpoint = await writeTestCheckpoint(join(folder, `backward-${operatorSet}`), {
				config: { vocab_size: 262, hidden_size: 16, intermediate_size: 20, head_dim: 4, tie_word_embeddings: tied },
			});
			const session = await loadGraph(checkpoint.folder, { gradient: 'exact', operatorSet });
			const text = randomText(5, 7, 2, 262);
			const outputs = await session.run(batchOf(text, randomText(6, 10, 3, 262)));
			for (const parameter of checkpoint.parameters.keys()) {
				const expected = centralDifferences(checkpoint, parameter, text);
				const actual = outputOf(outputs, gradientOutput(parameter)).subarray(0, expected.length);
				expect(worstError(actual, expected), parameter).toBeLessThan(1e-3);
			}
		});
	}
});
