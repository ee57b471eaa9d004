import { expect, test } from 'vitest';
import { wilsonInterval } from '../../../src/numeric/wilson';
import reference from '../../fixtures/reference/proportions.json';

test.each(reference.wilson)('$successes of $trials, as the reference has it', ({ successes, trials, low, high }) => {
	const interval = wilsonInterval(successes, trials);
	expect(interval.low).toBeCloseTo(low, 12);
	expect(interval.high).toBeCloseTo(high, 12);
});

test('nothing tried says nothing', () => {
	expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
});
