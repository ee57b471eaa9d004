import { expect, test } from 'vitest';
import { readConfiguration } from '../../../src/configuration/readConfiguration';
import { settingsFor } from '../../../src/configuration/settingsFor';
import { withIgnored } from '../../../src/configuration/writeIgnored';

const entry = { rule: 'too-long', text: '0123456789abcdef' } as const;

function written(text: string, path = 'prompts/a.jsonl'): string {
	return withIgnored({ name: '.demoscope.yaml', text }, path, entry);
}

test('without a configuration: an entry for this file alone', () => {
	const text = written('');
	const { sets } = readConfiguration({ name: '.demoscope.yaml', text });
	expect(sets).toEqual([{ files: '/prompts/a.jsonl', ignore: [entry] }]);
	expect(settingsFor({ sets }, 'other/prompts/a.jsonl')).toBeUndefined();
});

test('goes to the first entry that fits, keeps comments, and says nothing twice', () => {
	const before = `# ours
sets:
  - files: '*.csv'
  - files: prompts/*.jsonl # few-shot
    task: |
      Name the queue.
  - files: '*.jsonl'
`;
	const text = written(before);
	expect(text).toBe(
		before.replace(
			'      Name the queue.\n',
			'      Name the queue.\n    ignore:\n      - rule: too-long\n        text: 0123456789abcdef\n',
		),
	);
	expect(written(text)).toBe(text);
});

test('keeps line ends', () => {
	expect(written("sets:\r\n  - files: '*.jsonl'\r\n")).toMatch(/ignore:\r\n {6}- rule: too-long\r\n/);
});

test('refuses what it cannot name, and what is no configuration', () => {
	expect(() => written('', 'prompts/a{b.jsonl')).not.toThrow();
	expect(() => written('', 'prompts/a{b}.jsonl')).toThrow(/cannot be named by a glob/);
	expect(() => written('sets: 3\n')).toThrow(/sets must be a list/);
});
