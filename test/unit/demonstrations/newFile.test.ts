import { expect, test } from 'vitest';
import { newFileText } from '../../../src/demonstrations/newFile';
import { detectFormat } from '../../../src/demonstrations/registry';

const demonstrations = [
	{ input: 'Is "this" a quote?', output: 'yes' },
	{ input: 'Two\nlines, and a comma', output: 'no: {{ never }}' },
];

test.each(['a.jsonl', 'a.json', 'a.yaml', 'a.yml', 'a.csv', 'a.tsv', 'a.txt', 'a.md'])(
	'a new %s says what it was made of, and is recognised',
	name => {
		const { text, format } = newFileText(name, demonstrations, undefined);
		const found = detectFormat({ name, text });
		expect(found?.id).toBe(format);
		const set = found?.parse({ name, text });
		expect(set?.problems).toEqual([]);
		expect(set?.demonstrations.map(({ input, output }) => ({ input: input.text, output: output?.text }))).toEqual(
			demonstrations,
		);
	},
);

test('a prompt text begins with the task definition', () => {
	const { text } = newFileText('prompt.txt', demonstrations, 'Say whether it is so.');
	expect(detectFormat({ name: 'prompt.txt', text })?.parse({ name: 'prompt.txt', text }).task?.text).toBe(
		'Say whether it is so.',
	);
});

test('an extension of no usual format is refused with those that are', () => {
	expect(() => newFileText('a.docx', demonstrations, undefined)).toThrow(/\.jsonl/);
});
