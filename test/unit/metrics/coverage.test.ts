import { expect, test } from 'vitest';
import { coverage } from '../../../src/metrics/coverage';
import { cosineKernel } from '../../../src/metrics/kernel';
import { twins } from '../../../src/metrics/twins';

const vector = (...values: number[]): Float32Array => Float32Array.from(values);
const set = [vector(1, 0, 0), vector(1, 1, 0), vector(0, 0, 1)];

test('covers what is nearer to a demonstration than twins are to one another', () => {
	const examples = [vector(2, 0.1, 0), vector(0, 0, 9), vector(0, -1, 0), vector(-1, 0, 0)];
	const covered = coverage(set, examples, twins(cosineKernel(set)));
	// The twins' similarities are 1/√2, 1/√2 and 0.
	expect(covered?.threshold).toBeCloseTo(Math.SQRT1_2, 6);
	expect(covered?.share).toBe(0.5);
	expect(covered?.nearest.map(({ index }) => index).slice(0, 2)).toEqual([0, 2]);
});

test('is none of one demonstration, and of no example', () => {
	expect(coverage(set.slice(0, 1), set, [undefined])).toBeNull();
	expect(coverage(set, [], twins(cosineKernel(set)))).toBeNull();
});
