import { expect, test } from 'vitest';
import { detectFormat, formatById, formats } from '../../../src/demonstrations/registry';
import { fixture } from './samples';

test.each([
	['questions.jsonl', 'jsonl'],
	['capitals.json', 'natural-instructions-v2'],
	['list.yaml', 'promptfoo-yaml'],
])('%s is read as %s', (name, id) => {
	expect(detectFormat(fixture(name))?.id).toBe(id);
});

test('a file of another kind has no format', () => {
	expect(detectFormat(fixture('log.jsonl'))).toBeUndefined();
});

test('formats are found by their id, which sets carry', () => {
	for (const format of formats) {
		expect(formatById(format.id)).toBe(format);
		expect(format.parse({ name: '', text: '' }).format).toBe(format.id);
	}
	expect(formatById('none')).toBeUndefined();
});
