import { describe, expect, test } from 'vitest';
import { matchesGlob } from '../../../src/configuration/glob';

describe('matchesGlob', () => {
	test.each([
		['prompts/*.jsonl', 'prompts/a.jsonl', true],
		['prompts/*.jsonl', 'prompts/old/a.jsonl', false],
		['prompts/**', 'prompts/old/a.jsonl', true],
		['prompts/**/*.jsonl', 'prompts/a.jsonl', true],
		['prompts/**/*.jsonl', 'prompts/old/older/a.jsonl', true],
		['**/few-shot/*.{json,yaml}', 'a/b/few-shot/c.yaml', true],
		['**/few-shot/*.{json,yaml}', 'few-shot/c.json', true],
		['**/few-shot/*.{json,yaml}', 'few-shot/c.csv', false],
		['./set.json', 'set.json', true],
		['/set.json', 'set.json', true],
		['/set.json', 'old/set.json', false],
		['set?.json', 'set1.json', true],
		['set?.json', 'set.json', false],
		['*.json', 'deep/down/a.json', true],
		['a+(b).json', 'a+(b).json', true],
		['a+(b).json', 'ab.json', false],
		['*', 'a/b', true],
		['', 'a', false],
		['{a,b', '{a,b', true],
	])('%s against %s: %s', (glob, path, expected) => {
		expect(matchesGlob(glob, path)).toBe(expected);
	});

	test('a glob made to take long is answered all the same', () => {
		expect(matchesGlob(`${'*a'.repeat(2000)}b`, 'a'.repeat(4000))).toBe(false);
		expect(matchesGlob('{a,b}'.repeat(40), 'c')).toBe(false);
	});
});
