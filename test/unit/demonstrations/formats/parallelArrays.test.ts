import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../../src/base/textRange';
import { parallelArrays } from '../../../../src/demonstrations/formats/parallelArrays';
import { expectExactJsonSpans, expectSafeEdits, pairsOf } from '../editing';
import { fixture, variantsOf } from '../samples';

const document = fixture('parallel.json');

const named = (text: string) => ({ name: 'set.json', text });

describe('a list for each field', () => {
	test('pairs the values of two lists', () => {
		expect(pairsOf(parallelArrays.parse(document))).toEqual([
			['Ana has 3 pears and eats one. How many are left?', '    pears = 3\n    return pears - 1'],
			['A box holds 6 eggs. How many are in 4 boxes?', '    return 6 * 4'],
		]);
	});

	test('spans are exact, what is added goes without a trace', () => {
		expect(parallelArrays.detect(document)).toBe(0.7);
		expectExactJsonSpans(parallelArrays, document);
		expect(expectSafeEdits(parallelArrays, document)).toBe(150);
	});

	test('removing takes both values', () => {
		for (const variant of variantsOf(fixture('parallel.json'))) {
			for (const id of ['1', '2']) {
				const text = applyEdits(variant.text, parallelArrays.remove(variant, parallelArrays.parse(variant), id));
				const left = JSON.parse(text.replace('\ufeff', '')) as Readonly<Record<string, readonly string[]>>;
				expect(Object.values(left).map(list => list.length)).toEqual([1, 1]);
			}
		}
	});

	test('keeps a list of numbers', () => {
		const numbers = named('{"text": ["good film", "bad film"], "label": [1, 0]}');
		const edits = parallelArrays.insert(numbers, parallelArrays.parse(numbers), [{ input: 'fine', output: '1' }]);
		expect(applyEdits(numbers.text, edits)).toBe('{"text": ["good film", "bad film", "fine"], "label": [1, 0, 1]}');
	});

	test('says which values have no partner', () => {
		const uneven = named('{"question": ["is it", "was it", "will it"], "answer": ["yes", "no"]}');
		const set = parallelArrays.parse(uneven);
		expect(set.demonstrations).toHaveLength(2);
		expect(set.problems.map(({ span }) => uneven.text.slice(span.start, span.end))).toEqual(['"will it"']);
		expect(() => parallelArrays.insert(uneven, set, [{ input: 'a', output: 'b' }])).toThrow('one length');
	});

	test.each([
		['a manifest', '{"categories": ["Other", "Linters"], "source": ["a.ts", "b.ts"]}'],
		['columns of numbers', '{"input": [1, 2], "output": [3, 4]}'],
		['one list', '{"questions": ["is it so", "why so"]}'],
	])('leaves %s alone', (_, text) => {
		expect(parallelArrays.detect(named(text))).toBe(0);
	});
});
