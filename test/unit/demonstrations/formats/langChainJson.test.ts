import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { UserError } from '../../../../src/base/errors';
import { langChainJson } from '../../../../src/demonstrations/formats/langChainJson';
import { langChainYaml } from '../../../../src/demonstrations/formats/langChainYaml';
import { expectEachRemovable, expectExactJsonSpans, expectSafeEdits, pairsOf } from '../editing';
import { fixture } from '../samples';

const document = fixture('fewShot.json');

describe('LangChain few-shot prompts', () => {
	test('reads inline examples: the last variable of their prompt is the output, the prefix the task', () => {
		const set = langChainJson.parse(document);
		expect(set.task?.text).toBe('Write the antonym of every word.');
		expect(pairsOf(set)).toEqual([
			['happy', 'sad'],
			['tall', 'short'],
		]);
	});

	test('spans are exact, what is added goes without a trace', () => {
		expect(langChainJson.detect(document)).toBe(0.95);
		expectExactJsonSpans(langChainJson, document);
		expect(expectSafeEdits(langChainJson, document)).toBe(150);
		expectEachRemovable(langChainJson, document);
	});

	test('names a file with examples and does not open it', () => {
		const elsewhere = fixture('fewShotElsewhere.json');
		const set = langChainJson.parse(elsewhere);
		expect(set.demonstrations).toEqual([]);
		expect(set.problems.map(({ message, span }) => [message, elsewhere.text.slice(span.start, span.end)])).toEqual([
			['The examples are in another file (examples.yaml), which is not opened. Open that file.', 'examples.yaml'],
		]);
		const insert = () => langChainJson.insert(elsewhere, set, [{ input: 'a', output: 'b' }]);
		expect(insert).toThrow(UserError);
		expect(insert).toThrow('Write one under "examples"');
	});

	test('leaves other prompts alone', () => {
		expect(langChainJson.detect({ name: 'x.json', text: '{"_type": "prompt", "template": "{a}"}' })).toBe(0);
	});

	test.each([
		['the prompt of an example, against usual names', 'Answer: {answer}\nQuestion: {question}', '42', 'What is 6 × 7?'],
		['usual names, where the prompt says too little', '{question}', 'What is 6 × 7?', '42'],
		['usual names, where the prompt speaks of others', '{word}: {meaning}', 'What is 6 × 7?', '42'],
	])('JSON and YAML choose the fields alike: by %s', (_, template, input, output) => {
		const saved = {
			_type: 'few_shot',
			example_prompt: { template },
			examples: [{ question: 'What is 6 × 7?', answer: '42' }],
		};
		const text = JSON.stringify(saved, undefined, 2);
		expect(pairsOf(langChainJson.parse({ name: 'a.json', text }))).toEqual([[input, output]]);
		expect(pairsOf(langChainYaml.parse({ name: 'a.yaml', text: stringify(saved) }))).toEqual([[input, output]]);
	});
});
