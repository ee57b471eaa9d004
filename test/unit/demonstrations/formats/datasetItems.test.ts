import { describe, expect, test } from 'vitest';
import { langfuse } from '../../../../src/demonstrations/formats/langfuse';
import { langSmith } from '../../../../src/demonstrations/formats/langSmith';
import { expectEachRemovable, expectExactJsonSpans, expectSafeEdits, pairsOf } from '../editing';
import { fixture } from '../samples';

describe('LangSmith', () => {
	const document = fixture('langSmith.jsonl');

	test('reads named inputs and outputs; an example may have no output yet', () => {
		const set = langSmith.parse(document);
		expect(pairsOf(set)).toEqual([
			['question: Is the sea salty?\ncontext: Sea water holds salt.', 'yes'],
			['Do fish blink?', 'mostly not'],
			['question: Do stones float?\ncontext: Pumice does.', undefined],
		]);
		expect(set.problems).toEqual([]);
	});

	test('spans are exact, what is added goes without a trace', () => {
		expect(langSmith.detect(document)).toBe(0.95);
		expectExactJsonSpans(langSmith, document);
		expect(expectSafeEdits(langSmith, document)).toBe(150);
		expectEachRemovable(langSmith, document);
	});

	test('writes under the names that the inputs and outputs have', () => {
		const [edit] = langSmith.insert(document, langSmith.parse(document), [
			{ input: 'question: Why?\ncontext: None.', output: 'so' },
		]);
		expect(edit?.newText).toBe(
			'{"inputs": {"question": "Why?", "context": "None."}, "outputs": {"answer": "so"}, "metadata": {"split": ["base"]}}\n',
		);
	});

	test('leaves calls of functions alone', () => {
		const text = '{"inputs": ["a"], "outputs": []}\n{"inputs": ["b"], "outputs": []}\n';
		expect(langSmith.detect({ name: 'x.jsonl', text })).toBe(0);
	});
});

describe('Langfuse', () => {
	const document = fixture('langfuse.json');

	test('reads items with texts or objects', () => {
		expect(pairsOf(langfuse.parse(document))).toEqual([
			['Is the sea salty?', 'yes'],
			['Do fish blink?', 'mostly not'],
			['Do stones float?', undefined],
		]);
		const plain = '[{"input": "a b", "expectedOutput": "c"}]';
		expect(pairsOf(langfuse.parse({ name: 'x.json', text: plain }))).toEqual([['a b', 'c']]);
	});

	test('spans are exact, what is added goes without a trace', () => {
		expect(langfuse.detect(document)).toBe(0.85);
		expectExactJsonSpans(langfuse, document);
		expect(expectSafeEdits(langfuse, document)).toBe(150);
		expectEachRemovable(langfuse, document);
	});

	test('leaves other inputs alone', () => {
		expect(langfuse.detect({ name: 'x.json', text: '[{"input": "a", "output": "b"}]' })).toBe(0);
	});
});
