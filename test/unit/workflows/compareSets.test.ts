import { expect, test } from 'vitest';
import { comparisonText } from '../../../src/extension/comparisonText';
import { compareSets } from '../../../src/workflows/compareSets';
import { inspect, type InspectedSet } from '../../../src/workflows/inspect';

function setOf(gVendi: number | null, ...inputs: readonly string[]): InspectedSet {
	const text = inputs.map(input => JSON.stringify({ input, output: 'x' })).join('\n');
	const inspected = inspect({ document: { name: 'set.jsonl', text } });
	const vendi = { '0.5': 1, '1': 1, '2': 1, inf: 1 };
	const leading = { measure: 'gVendi', value: gVendi ?? 0, by: 'outputs' } as const;
	const scores = gVendi === null ? null : { gVendi, vendi, marks: null, leading, consistency: null };
	return { ...inspected, analysis: { ...inspected.analysis, scores } };
}

test('counts what came and went, and how the scores have changed', () => {
	const comparison = compareSets(
		setOf(1.9, 'red barn', 'blue sky', 'blue sky'),
		setOf(2.6, 'blue sky', 'green hill', 'old mill'),
	);
	expect(comparison).toMatchObject({
		count: { before: 3, after: 3 },
		diversity: { before: 1.9, after: 2.6 },
		consistency: { before: null, after: null },
		findings: { before: 1, after: 0 },
		added: 2,
		removed: 2,
	});
	expect(comparisonText(comparison)).toBe('diversity 1.9 → 2.6 (+0.70), 2 added or rewritten, 2 gone, findings 1 → 0');
});

test('another order is no change', () => {
	const comparison = compareSets(setOf(null, 'red barn', 'blue sky'), setOf(null, 'blue sky', 'red barn'));
	expect(comparisonText(comparison)).toBe('no demonstration has changed');
});
