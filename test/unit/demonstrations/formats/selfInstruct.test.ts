import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../../src/base/textRange';
import { selfInstruct } from '../../../../src/demonstrations/formats/selfInstruct';
import { expectEachRemovable, expectExactJsonSpans, expectSafeEdits, pairsOf } from '../editing';
import { fixture } from '../samples';

const document = fixture('seedTasks.jsonl');

describe('Self-Instruct', () => {
	test('reads every instance with its instruction', () => {
		expect(pairsOf(selfInstruct.parse(document))).toEqual([
			['Suggest a breakfast without eggs.', 'Porridge with berries.'],
			['instruction: Name the mood of the sentence.\ninput: What a day!', 'happy'],
			['instruction: Name the mood of the sentence.\ninput: I lost my keys.', 'sad'],
			['instruction: Find the odd one out.\ninput: cat, dog, car', 'car'],
		]);
	});

	test('spans are exact, what is added goes without a trace', () => {
		expect(selfInstruct.detect(document)).toBe(0.95);
		expectExactJsonSpans(selfInstruct, document);
		expect(expectSafeEdits(selfInstruct, document)).toBe(150);
		expectEachRemovable(selfInstruct, document);
	});

	test('takes one of several instances out of its task', () => {
		const text = applyEdits(document.text, selfInstruct.remove(document, selfInstruct.parse(document), '2'));
		expect(text.split('\n')[1]).toContain('"instances": [{"input": "I lost my keys.", "output": "sad"}]');
	});

	test('leaves flat instructions alone', () => {
		expect(selfInstruct.detect(fixture('instructions.jsonl'))).toBe(0);
	});
});
