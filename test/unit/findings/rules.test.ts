import { describe, expect, test } from 'vitest';
import { conflictingLabel } from '../../../src/findings/conflictingLabel';
import { inconsistent } from '../../../src/findings/inconsistent';
import { parseError } from '../../../src/findings/parseError';
import { rules } from '../../../src/findings/registry';
import { findingSchema } from '../../../src/protocol/analysis';
import { setOf } from './demonstrationSet';

test('there is one rule for every id that a finding can have', () => {
	expect(rules.map(rule => rule.id).toSorted()).toEqual(Object.values(findingSchema.shape.rule.def.entries).toSorted());
});

test('no rule finds anything in an empty set', () => {
	for (const rule of rules) {
		expect(rule.check({ set: setOf() })).toEqual([]);
	}
});

describe('conflicting-label', () => {
	const set = setOf(
		{ input: 'The ramen was rich.', output: 'positive' },
		{ input: 'Cold soup.', output: 'negative' },
		{ input: 'the  RAMEN was rich.', output: 'negative' },
		{ input: 'The ramen was rich.', output: ' Positive' },
		{ input: 'Cold soup.' },
	);

	test('stands on the outputs of every demonstration of the same input and names those that differ', () => {
		expect(
			conflictingLabel.check({ set }).map(({ demonstration, related, message }) => [demonstration, related, message]),
		).toEqual([
			['1', ['3'], 'Has the same input as demonstration 3, but another output.'],
			['3', ['1', '4'], 'Has the same input as demonstrations 1 and 4, but another output.'],
			['4', ['3'], 'Has the same input as demonstration 3, but another output.'],
		]);
		expect(conflictingLabel.check({ set })[0]?.span).toEqual(set.demonstrations[0]?.output?.span);
	});

	test('of very many that differ it names the first ten and counts the rest', () => {
		const outputs = ['yes', ...Array.from({ length: 30 }, (_, index) => (index % 3 === 0 ? 'yes' : `no ${index}`))];
		const [first] = conflictingLabel.check({ set: setOf(...outputs.map(output => ({ input: 'Is it?', output }))) });
		expect(first?.related).toEqual(['3', '4', '6', '7', '9', '10', '12', '13', '15', '16']);
		expect(first?.message).toContain('demonstrations 3, 4, 6, 7, 9, 10, 12, 13, 15, 16 and 10 more');
	});
});

describe('inconsistent', () => {
	const set = setOf(...Array.from({ length: 6 }, (_, index) => ({ input: `input ${index}`, output: 'output' })));

	test('finds a demonstration that fits the definition far worse than the others', () => {
		const [finding, ...others] = inconsistent.check({ set, fits: [1.1, 1.15, 1.05, -0.85, 1.08, 1.12] });
		expect(finding?.demonstration).toBe('4');
		expect(finding?.message).toContain('30 % against 75 % for most');
		expect(others).toEqual([]);
	});

	test('what fits badly but is no outlier, and an outlier that fits well, are left alone', () => {
		expect(inconsistent.check({ set, fits: [-0.1, -0.2, -0.15, -0.12, -0.18, -0.25] })).toEqual([]);
		expect(inconsistent.check({ set, fits: [2, 2.1, 2.05, 0.1, 2.02, 2.08] })).toEqual([]);
	});

	test('says nothing where the fit was not measured, of a tiny set, and of demonstrations that have none', () => {
		expect(inconsistent.check({ set })).toEqual([]);
		expect(inconsistent.check({ set: setOf({ input: 'a' }, { input: 'b' }), fits: [1, -9] })).toEqual([]);
		expect(inconsistent.check({ set, fits: [1, -9, undefined, undefined, 1, 1] })).toEqual([]);
	});
});

test('parse-error repeats what the format says, where it says it', () => {
	const span = { start: 3, end: 9 };
	const set = { ...setOf(), problems: [{ message: 'A comma is missing.', span }] };
	expect(parseError.check({ set })).toEqual([{ span, message: 'A comma is missing.', related: [] }]);
});
