import * as z from 'zod/mini';
import type { TaskHead } from './probeModel';

/**
 * The head of the fit to the task, and the weights of all that the fit adds up: `task-fit.json` beside a checkpoint, written by
 * `tools/train-probe/train_head.py` and `bench/fit`. The two maps are float32, little-endian, row-major [dimension, hidden + 1], in base64;
 * their last column is added as it is.
 */
export const taskHeadSchema = z.object({
	version: z.literal(2),
	/** Of the checkpoint that it was trained on. */
	revision: z.string(),
	/** Of the room that both sides are mapped to. */
	dimension: z.int().check(z.positive()),
	demonstration: z.base64(),
	definition: z.base64(),
	weights: z.object({
		constant: z.number(),
		bitsPerToken: z.number(),
		sharedWithInput: z.number(),
		sharedWithOutput: z.number(),
		likeness: z.number(),
	}),
	taskFit: z.object({ constant: z.number(), definitionFit: z.number(), company: z.number() }),
});

/** @returns `undefined` where the maps are not of a checkpoint with so many numbers in an embedding */
export function decodeTaskHead(
	{ dimension, demonstration, definition, weights, taskFit }: z.infer<typeof taskHeadSchema>,
	hiddenSize: number,
): TaskHead | undefined {
	const maps = [demonstration, definition].map(decodeFloats);
	const [left, right] = maps;
	return left === undefined || right === undefined || maps.some(map => map?.length !== dimension * (hiddenSize + 1))
		? undefined
		: { dimension, demonstration: left, definition: right, weights, taskFit };
}

function decodeFloats(base64: string): Float32Array | undefined {
	const bytes = Buffer.from(base64, 'base64');
	return bytes.length % 4 === 0
		? Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(4 * index))
		: undefined;
}
