import { paddingId } from '../onnx/graphInputs';
import type { EncodedRequest } from './encodeRequest';

/** Tokens, padding included. Larger batches gain nothing measurable (bench/probe) and take longer to cancel. */
export const tokensPerBatch = 512;

/** One padded batch: `size` texts of `length` tokens, row by row. */
export interface Batch {
	readonly size: number;
	readonly length: number;
	readonly ids: BigInt64Array;
	/** Each token's weight in the loss of its text. */
	readonly weights: Float32Array;
}

/** What a probe's graph gives for a batch, row by row. */
export interface BatchOutput {
	/** [size, length] */
	readonly tokenLogProbs: Float32Array;
	/** [size, hidden] */
	readonly embedding: Float32Array;
	/** [size, 4096] */
	readonly sketch: Float32Array | undefined;
}

/** Whatever runs a probe's graph: a session of our own, or a service. */
export interface BatchRunner {
	run(batch: Batch, gradient: boolean): Promise<BatchOutput>;
}

/**
 * Groups texts of similar length, so that a batch takes at most `budget` tokens with its padding; a longer text makes
 * a batch of its own. Gives the texts' indices.
 */
export function planBatches(lengths: readonly number[], budget: number): readonly (readonly number[])[] {
	const order = lengths.map((_, index) => index).sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0));
	const batches: number[][] = [];
	let current: number[] = [];
	for (const index of order) {
		if (current.length > 0 && (current.length + 1) * (lengths[index] ?? 0) > budget) {
			batches.push(current);
			current = [];
		}
		current.push(index);
	}
	return current.length === 0 ? batches : [...batches, current];
}

/** Puts texts into one batch, each with the mean over its scored tokens as its loss. */
export function packBatch(texts: readonly EncodedRequest[]): Batch {
	const length = Math.max(...texts.map(text => text.ids.length));
	const ids = new BigInt64Array(texts.length * length).fill(BigInt(paddingId));
	const weights = new Float32Array(texts.length * length);
	for (const [row, text] of texts.entries()) {
		for (const [position, id] of text.ids.entries()) {
			ids[row * length + position] = BigInt(id);
		}
		for (const position of text.scored) {
			weights[row * length + position] = 1 / text.scored.length;
		}
	}
	return { size: texts.length, length, ids, weights };
}
