import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCheckpoint, type Checkpoint } from '../../../src/probe/checkpoint/checkpoint';
import { packBatch } from '../../../src/probe/reading/batch';
import { encodeRequest } from '../../../src/probe/reading/encodeRequest';
import { createTokenizer } from '../../../src/probe/tokenizer/tokenizer';
import type { TestParameter } from '../../support/probeCheckpoint';
import { loadGraph, outputOf } from '../../support/probeGraphs';
import { referenceForward } from '../../support/probeReference';

const folder = 'media/probe';

/** Its weights, stored as half floats, in full. */
async function readHalfFloats(checkpoint: Checkpoint): Promise<ReadonlyMap<string, TestParameter>> {
	const bytes = await readFile(join(folder, 'model.safetensors'));
	const parameters = new Map<string, TestParameter>();
	for (const [name, { dtype, shape, offset, length }] of checkpoint.tensors) {
		expect(dtype).toBe('F16');
		const data = Float64Array.from({ length: length / 2 }, (_, index) =>
			halfToNumber(bytes.readUInt16LE(offset + 2 * index)),
		);
		parameters.set(name, { shape, data });
	}
	return parameters;
}

function halfToNumber(bits: number): number {
	const sign = bits & 0x8000 ? -1 : 1;
	const exponent = (bits >>> 10) & 0x1f;
	const fraction = bits & 0x3ff;
	return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

const isThere = await open(join(folder, 'model.safetensors')).then(
	file => file.close().then(() => true),
	() => false,
);

test.skipIf(!isThere)('the built-in probe reads as the float64 reference does (needs media/probe)', async () => {
	const checkpoint = await openCheckpoint(folder);
	const encoded = encodeRequest(
		{
			task: 'Say whether the review is positive or negative.',
			input: 'A waste of two hours, and of a good cast.',
			output: 'negative',
			loss: 'joint',
			gradient: false,
		},
		createTokenizer(checkpoint.tokenizer),
		checkpoint.config.window,
	);
	const session = await loadGraph(folder, { gradient: 'none' });
	const actual = outputOf(await session.run(packBatch([encoded])), 'token_log_probs');
	const expected = referenceForward(checkpoint.config, await readHalfFloats(checkpoint), encoded.ids).logProbs;
	expect(encoded.scored.length).toBeGreaterThan(10);
	for (const position of encoded.scored) {
		expect(Math.abs((actual[position] ?? NaN) - (expected[position] ?? NaN))).toBeLessThan(1e-4);
	}
});
