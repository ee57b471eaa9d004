import { expect, test } from 'vitest';
import { definitionFitWeights } from '../../../src/metrics/definitionFit';
import { definitionAlone } from '../../../src/metrics/taskFit';
import { placeOfDefinition, placeOfDemonstration, taskLikeness } from '../../../src/metrics/taskLikeness';
import type { TaskHead } from '../../../src/probe/probeModel';
import { decodeTaskHead, taskHeadSchema } from '../../../src/probe/taskHead';

function base64(...values: number[]): string {
	const bytes = Buffer.alloc(4 * values.length);
	values.forEach((value, index) => bytes.writeFloatLE(value, 4 * index));
	return bytes.toString('base64');
}

const file = taskHeadSchema.parse({
	version: 2,
	revision: '0',
	dimension: 1,
	demonstration: base64(2, 0, -1),
	definition: base64(0, 1, 0.5),
	weights: definitionFitWeights,
	taskFit: definitionAlone,
});

test('the maps of a file are rows of numbers, the last of which is added as it is', () => {
	const head = decodeTaskHead(file, 2);
	expect(head?.demonstration).toEqual(Float32Array.of(2, 0, -1));
	const likeness = (demonstration: number): number | undefined =>
		head && likenessOf(head, Float32Array.of(demonstration, 5), Float32Array.of(7, 1));
	expect(likeness(1)).toBe(1);
	expect(likeness(0)).toBe(-1);
});

test('maps of a checkpoint of another width are not used', () => {
	expect(decodeTaskHead(file, 3)).toBeUndefined();
});

function likenessOf(head: TaskHead, demonstration: Float32Array, definition: Float32Array): number {
	return taskLikeness(placeOfDemonstration(head, demonstration), placeOfDefinition(head, definition));
}
