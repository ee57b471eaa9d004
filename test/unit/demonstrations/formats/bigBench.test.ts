import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../../src/base/textRange';
import { bigBench } from '../../../../src/demonstrations/formats/bigBench';
import { expectEachRemovable, expectExactJsonSpans, expectSafeEdits, pairsOf } from '../editing';
import { fixture } from '../samples';

const files = ['tense.task.json', 'choices.task.json', 'dates.json'];

describe('BIG-bench', () => {
	test('reads targets, of several the first', () => {
		expect(pairsOf(bigBench.parse(fixture('tense.task.json')))).toEqual([
			['She sings.', 'She sang.'],
			['They go.', 'They went.'],
		]);
	});

	test('reads the best of scored choices', () => {
		const { demonstrations } = bigBench.parse(fixture('choices.task.json'));
		expect(demonstrations.map(({ output }) => output?.text)).toEqual(['yes', 'no']);
	});

	test('takes the prefix for the task, or else the description; BIG-Bench Hard has none', () => {
		expect(files.map(name => bigBench.parse(fixture(name)).task?.text)).toEqual([
			'Put the sentence into the past.',
			'Say whether it follows.',
			undefined,
		]);
	});

	test.each(files)('spans of %s are exact, what is added goes without a trace', name => {
		const document = fixture(name);
		expect(bigBench.detect(document)).toBe(0.9);
		expectExactJsonSpans(bigBench, document);
		expect(expectSafeEdits(bigBench, document)).toBe(150);
		expectEachRemovable(bigBench, document);
	});

	test('scores the choices of a new example', () => {
		const document = fixture('choices.task.json');
		const [edit] = bigBench.insert(document, bigBench.parse(document), [{ input: 'Does it?', output: 'no' }]);
		expect(JSON.parse((edit?.newText ?? '').slice(1))).toEqual({
			input: 'Does it?',
			target_scores: { yes: 0, no: 1 },
		});
	});

	test('keeps a list of targets a list', () => {
		const document = { name: 'x.json', text: '{"canary": "", "examples": [{"input": "a", "target": ["b", "c"]}]}' };
		const edits = bigBench.insert(document, bigBench.parse(document), [{ input: 'd', output: 'e' }]);
		expect(applyEdits(document.text, edits)).toBe(
			'{"canary": "", "examples": [{"input": "a", "target": ["b", "c"]},{"input": "d", "target": ["e"]}]}',
		);
	});

	test.each([
		['examples of something else', '{"examples": [{"input": "a", "target": "b"}]}'],
		['a schema', '{"description": "x", "keywords": ["y"], "examples": [{"a": 1}]}'],
	])('leaves %s alone', (_, text) => {
		expect(bigBench.detect({ name: 'x.json', text })).toBe(0);
	});
});
