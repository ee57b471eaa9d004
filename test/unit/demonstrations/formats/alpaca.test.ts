import { describe, expect, test } from 'vitest';
import { alpaca } from '../../../../src/demonstrations/formats/alpaca';
import { expectEachRemovable, expectExactJsonSpans, expectSafeEdits, pairsOf } from '../editing';
import { fixture, nastyDemonstrations } from '../samples';

const files = ['alpaca.json', 'alpaca.jsonl'];

describe('Alpaca', () => {
	test('joins instruction and input', () => {
		expect(pairsOf(alpaca.parse(fixture('alpaca.json')))).toEqual([
			['Write a function that adds two numbers.', 'def add(a, b):\n    return a + b'],
			['instruction: Translate into French.\ninput: Good morning', 'Bonjour'],
			['instruction: Translate into German.\ninput: Thank you', 'Danke'],
		]);
	});

	test('takes a shared system text for the task and earlier turns for input', () => {
		const set = alpaca.parse(fixture('alpaca.jsonl'));
		expect(set.task?.text).toBe('Answer in one word.');
		expect(pairsOf(set)).toEqual([
			['Name a colour.', 'Blue'],
			['instruction: And another?\nhistory: [["Name a colour.","Blue"]]', 'Red'],
			['Name an animal.', 'Fox'],
		]);
	});

	test.each(files)('spans of %s are exact, what is added goes without a trace', name => {
		const document = fixture(name);
		expect(alpaca.detect(document)).toBeGreaterThan(0.8);
		expectExactJsonSpans(alpaca, document);
		expect(expectSafeEdits(alpaca, document, nastyDemonstrations(30, 23))).toBe(150);
		expectEachRemovable(alpaca, document);
	});

	test('leaves instructions of another kind alone', () => {
		expect(alpaca.detect({ name: 'x.json', text: '[{"instruction": "mov", "operands": ["a", "b"]}]' })).toBe(0);
	});
});
