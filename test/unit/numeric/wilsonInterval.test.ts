import { expect, test } from 'vitest';
import { wilsonInterval } from '../../../src/numeric/wilsonInterval';
import reference from '../../fixtures/reference/wilson.json';

test.each(reference.intervals)('$successes of $trials, as scipy has it', ({ successes, trials, low, high }) => {
	const interval = wilsonInterval(successes, trials);
	expect(interval[0]).toBeCloseTo(low, 8);
	expect(interval[1]).toBeCloseTo(high, 8);
});

test('no trials say nothing', () => {
	expect(wilsonInterval(0, 0)).toEqual([0, 1]);
});
