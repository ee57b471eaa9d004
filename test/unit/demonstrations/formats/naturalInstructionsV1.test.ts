import { describe, expect, test } from 'vitest';
import { naturalInstructionsV1 } from '../../../../src/demonstrations/formats/naturalInstructionsV1';
import { expectEachRemovable, expectExactJsonSpans, expectSafeEdits } from '../editing';
import { fixture } from '../samples';

const document = fixture('capitalsV1.json');

describe('Natural Instructions v1', () => {
	test('reads positive examples with their reasons, then instances', () => {
		const { demonstrations, problems } = naturalInstructionsV1.parse(document);
		expect(demonstrations.map(({ input, output, rationale }) => [input.text, output?.text, rationale?.text])).toEqual([
			['Perú', 'Lima', 'Lima is the capital of Perú.'],
			['Japan', 'Tokyo', '-'],
			['Bolivia', 'Sucre', undefined],
		]);
		expect(problems).toEqual([]);
		expectExactJsonSpans(naturalInstructionsV1, document);
	});

	test('takes the definition for the task', () => {
		const { task } = naturalInstructionsV1.parse(document);
		expect(task?.text).toBe('Give the capital of the country.');
		expect(document.text.slice(task?.span?.start, task?.span?.end)).toBe(task?.text);
	});

	test.each([
		['version 2', '{"Definition": ["x"], "Positive Examples": [], "Instances": []}'],
		['a glossary', '{"Title": "x", "Definition": "y"}'],
	])('leaves %s alone', (_, text) => {
		expect(naturalInstructionsV1.detect({ name: 'x.json', text })).toBe(0);
	});

	test('is known by its headings', () => {
		expect(naturalInstructionsV1.detect(document)).toBeGreaterThan(0.9);
	});

	test('adds to the positive examples, and takes away what was added without a trace', () => {
		expect(expectSafeEdits(naturalInstructionsV1, document)).toBe(150);
		expectEachRemovable(naturalInstructionsV1, document);
	});
});
