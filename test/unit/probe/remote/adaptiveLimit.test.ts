import { expect, test } from 'vitest';
import { AdaptiveLimit } from '../../../../src/probe/remote/adaptiveLimit';

test('grows by one with every round that goes well, up to its bound', () => {
	const limit = new AdaptiveLimit(4, 6);
	for (let success = 0; success < 5; success++) {
		limit.succeeded();
	}
	expect(limit.value).toBe(5);
	for (let success = 0; success < 100; success++) {
		limit.succeeded();
	}
	expect(limit.value).toBe(6);
});

test('halves once for all refusals of one round, and never falls below one', () => {
	const limit = new AdaptiveLimit(16, 32);
	limit.refused(0, 10);
	limit.refused(5, 11);
	expect(limit.value).toBe(8);
	limit.refused(10, 20);
	expect(limit.value).toBe(4);
	for (let now = 30; now < 200; now += 10) {
		limit.refused(now - 5, now);
	}
	expect(limit.value).toBe(1);
});
