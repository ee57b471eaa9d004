import { describe, expect, test } from 'vitest';
import { shareGpt } from '../../../../src/demonstrations/formats/shareGpt';
import { expectEachRemovable, expectExactJsonSpans, expectSafeEdits, pairsOf } from '../editing';
import { fixture } from '../samples';

const document = fixture('toolCalls.json');

describe('ShareGPT', () => {
	test('reads the last answer as output, what came before as input, and the shared system text as task', () => {
		const set = shareGpt.parse(document);
		expect(pairsOf(set)).toEqual([
			[
				'human: Will it rain in Oslo?\nfunction_call: {"name": "weather", "arguments": {"city": "Oslo"}}\nobservation: rain',
				'Yes, take an umbrella ☂.',
			],
			['Thanks!', 'You are welcome.'],
		]);
		expect(set.task?.text).toBe('You may look up the weather.');
	});

	test('reads JSON Lines too', () => {
		const lines = (JSON.parse(document.text) as unknown[]).map(record => `${JSON.stringify(record)}\n`).join('');
		const asLines = { name: 'chats.jsonl', text: lines };
		expect(shareGpt.detect(asLines)).toBeGreaterThan(0.9);
		expect(pairsOf(shareGpt.parse(asLines))).toEqual(pairsOf(shareGpt.parse(document)));
		expect(expectSafeEdits(shareGpt, asLines)).toBe(150);
	});

	test('spans are exact, what is added goes without a trace', () => {
		expect(shareGpt.detect(document)).toBe(0.85);
		expectExactJsonSpans(shareGpt, document);
		expect(expectSafeEdits(shareGpt, document)).toBe(150);
		expectEachRemovable(shareGpt, document);
	});

	test('writes turns as the file lays them out', () => {
		const [edit] = shareGpt.insert(document, shareGpt.parse(document), [{ input: 'Hi', output: 'Hello' }]);
		expect(edit?.newText).toContain('\n      {\n        "from": "human",\n        "value": "Hi"\n      },');
	});

	test('leaves mail alone', () => {
		const text = '[{"conversations": [{"from": 1, "to": 2}]}]';
		expect(shareGpt.detect({ name: 'x.json', text })).toBe(0);
	});
});
