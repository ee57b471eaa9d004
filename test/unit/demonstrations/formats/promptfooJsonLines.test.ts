import { describe, expect, test } from 'vitest';
import { promptfooJsonLines } from '../../../../src/demonstrations/formats/promptfooJsonLines';
import { detectFormat } from '../../../../src/demonstrations/registry';
import { expectEachRemovable, expectExactJsonSpans, expectSafeEdits, pairsOf, sourceOf } from '../editing';
import { fixture } from '../samples';

const document = fixture('replies.tests.jsonl');

describe('promptfoo tests in JSON Lines', () => {
	test('reads variables, and the value of the assertion that says most of the answer', () => {
		expect(detectFormat(document)).toBe(promptfooJsonLines);
		const set = promptfooJsonLines.parse(document);
		expect(set.problems).toEqual([]);
		expect(pairsOf(set)).toEqual([
			['message: Where is my parcel?\nlanguage: en', 'It arrives tomorrow.'],
			['message: Wo ist mein Paket?\nlanguage: de', 'morgen'],
			['message: Can I "return" it?\nlanguage: en\nanswer: Within 30 days.', 'Within 30 days.'],
			['message: Is it red?\nlanguage: en', 'red, crimson'],
			['message: Thanks!\nlanguage: en', undefined],
		]);
		const [first] = set.demonstrations;
		expect(sourceOf(document, first?.output)).toBe('It arrives tomorrow.');
	});

	test('spans are exact, what is added goes without a trace', () => {
		expectExactJsonSpans(promptfooJsonLines, document);
		expect(expectSafeEdits(promptfooJsonLines, document)).toBe(150);
		expectEachRemovable(promptfooJsonLines, document);
	});

	test('writes a test like the others', () => {
		const set = promptfooJsonLines.parse(document);
		const addition = { input: 'message: Is it late?\nlanguage: en', output: 'yes' };
		expect(promptfooJsonLines.insert(document, set, [addition])[0]?.newText).toBe(
			'{"vars": {"message": "Is it late?", "language": "en"}, "assert": [{"type": "equals", "value": "yes"}]}\n',
		);
	});

	test('reads and writes an expectation that is a variable', () => {
		const lines = {
			name: 'a.jsonl',
			text: '{"vars":{"word":"hot","expected":"cold"}}\n{"vars":{"word":"up","expected":"down"}}\n',
		};
		const set = promptfooJsonLines.parse(lines);
		expect(pairsOf(set)).toEqual([
			['hot', 'cold'],
			['up', 'down'],
		]);
		expect(promptfooJsonLines.insert(lines, set, [{ input: 'in', output: 'out' }])[0]?.newText).toBe(
			'{"vars":{"word":"in","expected":"out"}}\n',
		);
	});

	test('never writes what promptfoo would open', () => {
		const set = promptfooJsonLines.parse(document);
		const wanted = { input: 'message: file://run.js\nlanguage: en', output: 'x' };
		expect(() => promptfooJsonLines.insert(document, set, [wanted])).toThrow('file://');
		expect(() => promptfooJsonLines.replace(document, set, '1', wanted)).toThrow('file://');
	});

	test.each([
		['logs', '{"level":"info","vars":3}\n{"level":"info","vars":4}\n'],
		['plays', '{"hosts":"all","vars":["a"]}\n{"hosts":"all","vars":["b"]}\n'],
	])('leaves %s alone', (_, text) => {
		expect(promptfooJsonLines.detect({ name: 'x.jsonl', text })).toBe(0);
	});
});
