import { describe, expect, test } from 'vitest';
import type { Truth } from '../../../src/probe/truth';
import { trustOf } from '../../../src/workflows/trust';

function truth(consistency: Partial<Truth['consistency']> = {}): Truth {
	return {
		version: 1,
		revision: '0',
		consistency: {
			tasks: 40,
			pairs: 400,
			pairedAccuracy: 0.85,
			auc: 0.82,
			rival: { name: 'counting shared words', pairedAccuracy: 0.67 },
			...consistency,
		},
		diversity: {
			labels: { completion: 0.98, joint: 0.91, both: 0.97 },
			other: { completion: 0.66, joint: 0.81, both: 0.73 },
		},
	};
}

const consistency = (parts: Partial<Truth['consistency']>) => trustOf(truth(parts), 'labels', 'joint').consistency;

describe('consistency', () => {
	test('is trusted where it was measured to be good and better than what costs less', () => {
		expect(consistency({}).level).toBe('trusted');
	});

	test.each([
		['too rarely right', { pairedAccuracy: 0.77 }],
		['too poorly separated', { auc: 0.74 }],
		['hardly better than a cheaper measure', { rival: { name: 'counting shared words', pairedAccuracy: 0.82 } }],
	])('is indicative where it is %s', (_, parts) => {
		expect(consistency(parts).level).toBe('indicative');
	});

	test('tells the figures that it rests on', () => {
		const { reason } = consistency({ pairedAccuracy: 0.56 });
		expect(reason).toContain('56\u00a0%');
		expect(reason).toContain('counting shared words reaches 67\u00a0%');
	});
});

test('diversity is judged by the reading that was taken and the outputs that the set has', () => {
	const level = (...[form, loss]: [Parameters<typeof trustOf>[1], Parameters<typeof trustOf>[2]]) =>
		trustOf(truth(), form, loss).diversity.level;
	expect(level('labels', 'both')).toBe('trusted');
	expect(level('other', 'joint')).toBe('indicative');
	expect(level('other', 'completion')).toBe('indicative');
});

test('a probe that nobody measured is not called good', () => {
	const trust = trustOf(undefined, 'labels', 'completion');
	expect([trust.diversity.level, trust.consistency.level]).toEqual(['unmeasured', 'unmeasured']);
	expect(trust.consistency.reason).toMatch(/^Nobody has measured/u);
});
