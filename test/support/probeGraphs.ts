import { buildProbeGraph, type ProbeGraphOptions } from '../../src/probe/onnx/probeGraph';
import { openCheckpoint } from '../../src/probe/checkpoint/checkpoint';
import { paddingId } from '../../src/probe/onnx/graphInputs';
import { createSession, type ProbeSession } from '../../src/probe/process/session';
import type { Batch } from '../../src/probe/reading/batch';
import { seededRandom } from '../../src/base/random';

/** One text for a graph: its tokens, and the weight of each in the loss. */
export interface TestText {
	readonly ids: readonly number[];
	readonly weights: readonly number[];
}

export async function loadGraph(folder: string, options: ProbeGraphOptions): Promise<ProbeSession> {
	const checkpoint = await openCheckpoint(folder);
	return createSession(buildProbeGraph(checkpoint, options), {
		threads: 1,
		weightsFolder: checkpoint.weights.folder,
	});
}

/** A batch padded on the right to the longest text. */
export function batchOf(...texts: readonly TestText[]): Batch {
	const length = Math.max(...texts.map(text => text.ids.length));
	const ids = new BigInt64Array(texts.length * length).fill(BigInt(paddingId));
	const weights = new Float32Array(texts.length * length);
	for (const [row, text] of texts.entries()) {
		ids.set(text.ids.map(BigInt), row * length);
		weights.set(text.weights, row * length);
	}
	return { size: texts.length, length, ids, weights };
}

/** Random tokens whose loss is the mean over those from `scoredFrom` on. */
export function randomText(seed: number, length: number, scoredFrom: number, vocabulary: number): TestText {
	const random = seededRandom(seed);
	return {
		ids: Array.from({ length }, () => Math.floor(random() * vocabulary)),
		weights: Array.from({ length }, (_, index) => (index >= scoredFrom ? 1 / (length - scoredFrom) : 0)),
	};
}

/** The data of an output, which must be there. */
export function outputOf(outputs: Awaited<ReturnType<ProbeSession['run']>>, name: string): Float32Array {
	const output = outputs.get(name);
	if (output === undefined) {
		throw new RangeError(`no such output: ${name}`);
	}
	return output;
}

/** Largest difference as a share of the largest expected value. */
export function worstError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
	let worst = Math.abs(actual.length - expected.length);
	let largest = 0;
	for (let index = 0; index < expected.length; index++) {
		worst = Math.max(worst, Math.abs((actual[index] ?? NaN) - (expected[index] ?? NaN)));
		largest = Math.max(largest, Math.abs(expected[index] ?? NaN));
	}
	return largest === 0 ? worst : worst / largest;
}
