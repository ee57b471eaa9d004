import { describe, expect, test } from 'vitest';
import { nearDuplicate } from '../../../src/findings/nearDuplicate';
import pairs from '../../fixtures/paraphrases.json';
import { setOf, type Pair } from './demonstrationSet';

const isFlagged = (first: Pair, second: Pair): boolean => nearDuplicate.check({ set: setOf(first, second) }).length > 0;

describe('near-duplicate', () => {
	test.each(pairs.different)('leaves alone $first.input | $second.input', ({ first, second }) => {
		expect(isFlagged(first, second)).toBe(false);
	});

	test('finds at least nine of ten paraphrases among one another, and nothing else', () => {
		const all = pairs.paraphrases.flatMap(({ first, second }) => [first, second]);
		const findings = nearDuplicate.check({ set: setOf(...all) });
		const expected = pairs.paraphrases.map((_, index) => `${2 * index + 2} of ${2 * index + 1}`);
		const found = findings.map(({ demonstration, related }) => `${demonstration ?? ''} of ${related.join()}`);
		expect(found.filter(pair => expected.includes(pair)).length).toBeGreaterThanOrEqual(0.9 * expected.length);
		expect(found.filter(pair => !expected.includes(pair))).toEqual([]);
	});

	test('questions of one template that differ in one word are different, however many there are', () => {
		const countries = ['France', 'Peru', 'Kenya', 'Japan', 'Norway', 'Cuba', 'Ghana', 'Chile', 'Laos', 'Mali'];
		const set = setOf(
			...countries.map(name => ({ input: `What is the capital of ${name}?`, output: `That of ${name}` })),
		);
		expect(nearDuplicate.check({ set })).toEqual([]);
	});

	test('stands on the later one and names the earlier', () => {
		const set = setOf(
			{ input: 'Cancel my order of last week', output: 'cancel' },
			{ input: 'Where is my parcel?', output: 'track' },
			{ input: 'Please cancel my order of last week', output: 'cancel' },
			{ input: 'cancel  my order of last week', output: 'Cancel' },
		);
		expect(nearDuplicate.check({ set })).toEqual([
			{
				demonstration: '3',
				span: set.demonstrations[2]?.span,
				message: 'Says nearly the same as demonstration 1.',
				related: ['1'],
			},
			{
				demonstration: '4',
				span: set.demonstrations[3]?.span,
				message: 'Says the same as demonstration 1.',
				related: ['1'],
			},
		]);
	});

	test('one input with two answers is no duplicate', () => {
		const input = 'The waiter was friendly and quick.';
		expect(isFlagged({ input, output: 'positive' }, { input, output: 'negative' })).toBe(false);
	});

	test('demonstrations without outputs are compared by their inputs', () => {
		expect(isFlagged({ input: 'How do I reset my password?' }, { input: 'How can I reset my password?' })).toBe(true);
		expect(isFlagged({ input: '4 + 4' }, { input: '4 + 4' })).toBe(true);
	});
});
