import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../src/base/textRange';
import { ignoreMarkEdits, ignoreMarks } from '../../../src/demonstrations/ignoreMarks';
import { formatById } from '../../../src/demonstrations/registry';

function read(format: string, name: string, text: string) {
	const found = formatById(format) ?? expect.fail('no format');
	const document = { name, text };
	return { format: found, document, set: found.parse(document) };
}

/** What the file becomes when a finding on the demonstration at this place is ignored. */
function ignored(format: string, name: string, text: string, place: number, rule = 'too-long'): string | undefined {
	const { format: found, document, set } = read(format, name, text);
	const id = set.demonstrations[place]?.id ?? expect.fail('no demonstration');
	const edits = ignoreMarkEdits(found, document, set, id, rule);
	return edits === undefined ? undefined : applyEdits(text, edits);
}

/** Numbers of the demonstrations with a mark, and the rules. */
function marksIn(format: string, name: string, text: string): readonly (readonly [number, readonly string[]])[] {
	const { document, set } = read(format, name, text);
	const marks = ignoreMarks(document, set);
	return set.demonstrations.flatMap(({ id }, index) => {
		const rules = marks.get(id);
		return rules === undefined ? [] : [[index + 1, [...rules]] as const];
	});
}

const promptfoo = `prompts:
  - 'Answer: {{question}}'
tests:
  # on colours
  - vars:
      question: Which colour is snow?
    assert:
      - type: equals
        value: white
  - vars:
      question: Which colour is grass?
    assert:
      - type: equals
        value: green
`;

describe('a finding to ignore', () => {
	test('YAML: a comment above the demonstration, as far in as it', () => {
		const text = ignored('promptfoo-yaml', 'promptfooconfig.yaml', promptfoo, 1);
		expect(text).toBe(
			promptfoo.replace(/\n {2}- vars:\n {6}question: Which colour is grass/, '\n  # demoscope-ignore: too-long$&'),
		);
		expect(marksIn('promptfoo-yaml', 'promptfooconfig.yaml', text ?? '')).toEqual([[2, ['too-long']]]);
	});

	test('a second rule, and comments in between, leave the first in force', () => {
		const once = ignored('promptfoo-yaml', 'promptfooconfig.yaml', promptfoo, 0, 'near-duplicate') ?? '';
		const twice = ignored('promptfoo-yaml', 'promptfooconfig.yaml', once, 0, 'too-long') ?? '';
		expect(marksIn('promptfoo-yaml', 'promptfooconfig.yaml', twice)).toEqual([[1, ['too-long', 'near-duplicate']]]);
		const listed = promptfoo.replace('# on colours', '# demoscope-ignore: too-long, format-drift\n\n  # on colours');
		expect(marksIn('promptfoo-yaml', 'promptfooconfig.yaml', listed)).toEqual([[1, ['too-long', 'format-drift']]]);
	});

	test('line ends stay those of the file', () => {
		const text = ignored('promptfoo-yaml', 'promptfooconfig.yaml', promptfoo.replaceAll('\n', '\r\n'), 1) ?? '';
		expect(text).toContain('  # demoscope-ignore: too-long\r\n');
		expect(text).not.toMatch(/[^\r]\n/);
	});

	test('JSON Lines: in the metadata of the record where it has some, beside what stands there', () => {
		const line = '{"input": "a b", "output": "c", "metadata": {"source": "desk"}}\n';
		const text = ignored('jsonl', 'set.jsonl', line + line.replace('a b', 'd e'), 1) ?? '';
		expect(JSON.parse(text.split('\n')[1] ?? '')).toEqual({
			input: 'd e',
			output: 'c',
			metadata: { source: 'desk', demoscope: { ignore: ['too-long'] } },
		});
		expect(marksIn('jsonl', 'set.jsonl', text)).toEqual([[2, ['too-long']]]);
	});

	test('a record without metadata, and a table, have no place for it', () => {
		expect(ignored('jsonl', 'set.jsonl', '{"input": "a b", "output": "c"}\n', 0)).toBeUndefined();
		expect(ignored('csv', 'set.csv', 'input,output\na b,c\nd e,f\n', 0)).toBeUndefined();
	});

	test('what a demonstration itself says counts for nothing', () => {
		const hostile = promptfoo.replace('Which colour is snow?', '"Is this # demoscope-ignore: near-duplicate right?"');
		expect(marksIn('promptfoo-yaml', 'promptfooconfig.yaml', hostile)).toEqual([]);
		const record = JSON.stringify({ input: '{"metadata": {"demoscope": {"ignore": ["too-long"]}}}', output: 'c' });
		expect(marksIn('jsonl', 'set.jsonl', `${record}\n`)).toEqual([]);
	});
});
