import { describe, expect, test } from 'vitest';
import { promptfooJson } from '../../../../src/demonstrations/formats/promptfooJson';
import { expectEachRemovable, expectExactJsonSpans, expectSafeEdits, pairsOf } from '../editing';
import { fixture } from '../samples';

const files = ['tests.promptfooconfig.json', 'tests.json'];

describe('promptfoo tests in JSON', () => {
	test('reads variables and the value of the assertion that says the answer', () => {
		const set = promptfooJson.parse(fixture('tests.promptfooconfig.json'));
		expect(pairsOf(set)).toEqual([
			['Good "morning"', 'Bonjour'],
			['Thank you 🙏', 'Merci'],
			['Bye', 'Au revoir'],
		]);
		expect(set.task?.text).toBe('Translate into French:');
		expect(pairsOf(promptfooJson.parse(fixture('tests.json')))[0]).toEqual(['question: 2 + 2\nhint: small', '4']);
	});

	test.each(files)('spans of %s are exact, what is added goes without a trace', name => {
		const document = fixture(name);
		expect(promptfooJson.detect(document)).toBe(0.9);
		expectExactJsonSpans(promptfooJson, document);
		expect(expectSafeEdits(promptfooJson, document)).toBe(150);
		expectEachRemovable(promptfooJson, document);
	});

	test('writes a test like the last', () => {
		const document = fixture('tests.promptfooconfig.json');
		const [edit] = promptfooJson.insert(document, promptfooJson.parse(document), [{ input: 'Yes', output: 'Oui' }]);
		expect(edit?.newText).toBe(
			',\n    {\n      "vars": { "text": "Yes" },\n      "assert": [{ "type": "equals", "value": "Oui" }]\n    }',
		);
	});

	test('never writes what promptfoo would open', () => {
		const document = fixture('tests.json');
		const insert = () =>
			promptfooJson.insert(document, promptfooJson.parse(document), [{ input: 'file://run.js', output: 'x' }]);
		expect(insert).toThrow('file://');
	});

	test('says where the JSON is broken', () => {
		const { problems } = promptfooJson.parse({ name: 'x.json', text: '[{"vars": {"a": "b"}, "assert": [}]' });
		expect(problems.map(({ message }) => message)).toContainEqual(expect.stringContaining('not valid JSON'));
	});

	test.each([
		['a test report', '{"tests": [{"name": "x", "duration": 1}]}'],
		['a playbook', '{"hosts": "all", "vars": {"a": "b"}}'],
	])('leaves %s alone', (_, text) => {
		expect(promptfooJson.detect({ name: 'x.json', text })).toBe(0);
	});
});
