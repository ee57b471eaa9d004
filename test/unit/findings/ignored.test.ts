import { expect, test } from 'vitest';
import type { Ignored } from '../../../src/configuration/configuration';
import { ignoredEntry } from '../../../src/findings/ignored';
import { inspect } from '../../../src/workflows/inspect';

const lines = ['red is warm', 'blue is cold', 'red is warm', 'not JSON'];
const text = lines
	.map(input => (input === 'not JSON' ? '{"input": oops' : JSON.stringify({ input, output: 'x' })))
	.join('\n');
const found = (ignored: readonly Ignored[], name = 'prompts/set.jsonl'): readonly string[] =>
	inspect({ document: { name, text }, rules: { ignored } }).analysis.findings.map(({ rule }) => rule);

test('each finding can be ignored by the entry that is made for it, and that one alone', () => {
	expect(found([])).toEqual(['near-duplicate', 'parse-error']);
	const { document, set } = inspect({ document: { name: 'prompts/set.jsonl', text } });
	const [problem] = set.problems;
	const duplicate = ignoredEntry(document, set, 'near-duplicate', { demonstration: '3', span: { start: 0, end: 1 } });
	const unreadable = ignoredEntry(document, set, 'parse-error', { span: problem?.span ?? expect.fail('no problem') });
	expect(found([duplicate])).toEqual(['parse-error']);
	expect(found([unreadable])).toEqual(['near-duplicate']);
	expect(found([{ ...duplicate, rule: 'too-long' }])).toEqual(['near-duplicate', 'parse-error']);
});

test('a rule can be silent in one file, or in all of them', () => {
	expect(found([{ rule: 'near-duplicate', file: 'set.jsonl' }])).toEqual(['parse-error']);
	expect(found([{ rule: 'near-duplicate', file: 'set.jsonl' }], 'other.jsonl')).toContain('near-duplicate');
	expect(found([{ rule: 'near-duplicate' }], 'other.jsonl')).toEqual(['parse-error']);
});
