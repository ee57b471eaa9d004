import { describe, expect, test } from 'vitest';
import { jsonTexts } from '../../../../src/demonstrations/formats/jsonTexts';
import { expectEachRemovable, expectExactJsonSpans, expectSafeEdits, pairsOf } from '../editing';
import { fixture } from '../samples';

describe('a list of prompts', () => {
	const document = fixture('icil.json');

	test('is cut at the label of the output', () => {
		expect(pairsOf(jsonTexts.parse(document))).toEqual([
			['Definition: Give the plural.\n\nInput: mouse', 'mice'],
			['Definition: Say "yes" or "no".\n\nInput: Is water wet?', 'yes'],
			['Definition: Add the numbers.\n\nInput: 2, 3', '5'],
		]);
	});

	test('spans are exact, what is added goes without a trace', () => {
		expect(jsonTexts.detect(document)).toBe(0.55);
		expectExactJsonSpans(jsonTexts, document);
		expect(expectSafeEdits(jsonTexts, document)).toBe(150);
		expectEachRemovable(jsonTexts, document);
	});

	test('refuses what would be read as another output', () => {
		const insert = () =>
			jsonTexts.insert(document, jsonTexts.parse(document), [{ input: 'a\nOutput: b', output: 'c' }]);
		expect(insert).toThrow('Reword it');
	});
});

describe('a map of prompts', () => {
	const document = fixture('promptMap.json');

	test('holds whole prompts without an output', () => {
		const { demonstrations, problems } = jsonTexts.parse(document);
		expect(demonstrations.map(({ input, output }) => [input.text.split('\n')[1], output])).toEqual([
			['Claim: The sea is salty.', undefined],
			['Claim: The sea is salty.', undefined],
		]);
		expect(problems).toEqual([]);
		expectExactJsonSpans(jsonTexts, document);
		expectEachRemovable(jsonTexts, document);
	});

	test('takes no addition', () => {
		const insert = () => jsonTexts.insert(document, jsonTexts.parse(document), [{ input: 'a', output: 'b' }]);
		expect(insert).toThrow('Write a prompt by hand');
	});
});

test.each([
	['translations', '{"hello": "Hallo", "bye": "Tschüss: bis bald"}'],
	['a list of names', '["ada", "bob"]'],
	['several lines without labels', '{"poem": "one\\ntwo\\nthree"}'],
	['keywords of a manifest', '{"name": "x", "keywords": ["a", "b"]}'],
	['an empty list', '[]'],
])('%s is left alone', (_, text) => {
	expect(jsonTexts.detect({ name: 'x.json', text })).toBe(0);
});
