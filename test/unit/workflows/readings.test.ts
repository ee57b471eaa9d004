import { expect, test } from 'vitest';
import type { Demonstration } from '../../../src/demonstrations/demonstration';
import { chooseLoss, examplesOf } from '../../../src/workflows/readings';

const span = { start: 0, end: 0 };

function demonstration(input: string, output: string | undefined, rationale?: string): Demonstration {
	return {
		id: '1',
		span,
		input: { text: input, span },
		output: output === undefined ? undefined : { text: output, span },
		...(rationale === undefined ? {} : { rationale: { text: rationale, span } }),
	};
}

test('reads labels, which come back, by both losses and all else by input and output', () => {
	expect(chooseLoss(['positive', 'very negative', 'positive'])).toBe('both');
	expect(chooseLoss(['Vienna', 'Budapest', 'Kyoto'])).toBe('joint');
	expect(chooseLoss(['a whole sentence that is no label', 'a whole sentence that is no label'])).toBe('joint');
});

test('counts the input where there is no output at all', () => {
	expect(chooseLoss([''])).toBe('joint');
});

test('shows rationales only where every demonstration has one', () => {
	expect(examplesOf([demonstration('a', 'x', 'because')])).toEqual([{ input: 'a', output: 'because\nx' }]);
	expect(examplesOf([demonstration('a', 'x', 'because'), demonstration('b', 'y')])).toEqual([
		{ input: 'a', output: 'x' },
		{ input: 'b', output: 'y' },
	]);
});
