import { describe, expect, test } from 'vitest';
import { autoCot } from '../../../../src/demonstrations/formats/autoCot';
import { expectEachRemovable, expectExactJsonSpans, expectSafeEdits } from '../editing';
import { fixture } from '../samples';

const document = fixture('autoCot.json');

describe('Auto-CoT', () => {
	test('reads the question without its labels, the rationale and the answer', () => {
		const [first] = autoCot.parse(document).demonstrations;
		expect([first?.input.text, first?.rationale?.text, first?.output?.text]).toEqual([
			'Ana has 3 pears and eats one. How many are left?',
			"Let's think step by step. 3 - 1 = 2.",
			'2',
		]);
	});

	test('spans are exact, what is added goes without a trace', () => {
		expect(autoCot.detect(document)).toBe(0.9);
		expectExactJsonSpans(autoCot, document);
		expect(expectSafeEdits(autoCot, document)).toBe(150);
		expectEachRemovable(autoCot, document);
	});

	test('writes the labels of the last question and both answers', () => {
		const [edit] = autoCot.insert(document, autoCot.parse(document), [{ input: '1 + 1?', output: '2' }]);
		expect(JSON.parse((edit?.newText ?? '').slice(1))).toEqual({
			question: 'Q: 1 + 1?\nA:',
			rationale: '',
			pred_ans: '2',
			gold_ans: '2',
		});
	});

	test('leaves other demos alone', () => {
		expect(autoCot.detect(fixture('icil.json'))).toBe(0);
	});
});
