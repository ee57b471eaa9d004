import { expect, test } from 'vitest';
import { fitWeights } from '../../../src/metrics/taskFit';
import { taskLikeness } from '../../../src/metrics/taskLikeness';
import { decodeTaskHead, taskHeadSchema } from '../../../src/probe/taskHead';

function base64(...values: number[]): string {
	const bytes = Buffer.alloc(4 * values.length);
	values.forEach((value, index) => bytes.writeFloatLE(value, 4 * index));
	return bytes.toString('base64');
}

const file = taskHeadSchema.parse({
	version: 1,
	revision: '0',
	dimension: 1,
	demonstration: base64(2, 0, -1),
	definition: base64(0, 1, 0.5),
	weights: fitWeights,
});

test('the maps of a file are rows of numbers, the last of which is added as it is', () => {
	const head = decodeTaskHead(file, 2);
	expect(head?.demonstration).toEqual(Float32Array.of(2, 0, -1));
	expect(head && taskLikeness(head, Float32Array.of(1, 5), Float32Array.of(7, 1))).toBe(1);
	expect(head && taskLikeness(head, Float32Array.of(0, 5), Float32Array.of(7, 1))).toBe(-1);
});

test('maps of a checkpoint of another width are not used', () => {
	expect(decodeTaskHead(file, 3)).toBeUndefined();
});
