import { describe, expect, test } from 'vitest';
import { toolkitEvaluation } from '../../../../src/demonstrations/formats/toolkitEvaluation';
import { expectEachRemovable, expectExactJsonSpans, expectSafeEdits, pairsOf } from '../editing';
import { fixture } from '../samples';

const document = fixture('evaluation.jsonl');

describe('AI Toolkit evaluation', () => {
	test('reads the ground truth as output, not the response that is judged', () => {
		expect(pairsOf(toolkitEvaluation.parse(document))).toEqual([
			['query: What tents are waterproof?\ncontext: TrailMaster: 2000 mm.', 'The TrailMaster.'],
			['What is the lightest bag?', 'The Feather bag.'],
		]);
	});

	test('spans are exact, what is added goes without a trace', () => {
		expect(toolkitEvaluation.detect(document)).toBe(0.95);
		expectExactJsonSpans(toolkitEvaluation, document);
		expect(expectSafeEdits(toolkitEvaluation, document)).toBe(150);
		expectEachRemovable(toolkitEvaluation, document);
	});

	test('knows the key in other spellings', () => {
		const text =
			'{"query": "a", "response": "b", "ground truth": "c"}\n{"query": "d", "response": "e", "ground truth": "f"}\n';
		expect(pairsOf(toolkitEvaluation.parse({ name: 'x.jsonl', text }))).toEqual([
			['a', 'c'],
			['d', 'f'],
		]);
	});

	test('leaves queries without a truth alone', () => {
		expect(toolkitEvaluation.detect({ name: 'x.jsonl', text: '{"query": "a", "response": "b"}\n' })).toBe(0);
	});
});
