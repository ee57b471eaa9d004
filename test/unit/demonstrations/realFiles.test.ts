import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../src/base/textRange';
import { detectFormat } from '../../../src/demonstrations/registry';
import { dataFolder, hasData } from './samples';

interface Entry {
	readonly file: string;
	readonly format: string;
	readonly count: number;
}

const formatOf: Readonly<Record<string, string>> = {
	jsonl: 'jsonl',
	'openai-chat-jsonl': 'jsonl',
	'natural-instructions-v2-json': 'natural-instructions-v2',
	'promptfoo-yaml': 'promptfoo-yaml',
};

const folder = join(dataFolder, 'demosets');
const entries = hasData ? (JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as readonly Entry[]) : [];
const documentOf = (file: string) => ({ name: file, text: readFileSync(join(folder, file), 'utf8') });

describe.skipIf(!hasData)(`real files (skipped without the data folder; DEMOSCOPE_DATA says where it is)`, () => {
	const read = entries.filter(({ format }) => format in formatOf);

	test('there are files of every format', () => {
		expect(new Set(read.map(({ format }) => format)).size).toBe(4);
	});

	test.each(read)('$file: $count demonstrations', ({ file, format, count }) => {
		const document = documentOf(file);
		const found = detectFormat(document);
		expect(found?.id).toBe(formatOf[format]);
		const set = found?.parse(document);
		expect(set?.problems).toEqual([]);
		expect(set?.demonstrations).toHaveLength(count);
	});

	test('the index itself is left alone', () => {
		expect(detectFormat(documentOf('index.json'))).toBeUndefined();
	});

	test.each(read.filter(({ file }) => !file.includes('scenarios')))(
		'$file: what is added can be removed without a trace',
		({ file }) => {
			const document = documentOf(file);
			const format = detectFormat(document);
			const set = format?.parse(document);
			if (format === undefined || set === undefined) {
				expect.fail('no format');
			}
			const addition = { input: 'A new “input”:\nwith two lines', output: 'one #2' };
			const text = applyEdits(document.text, format.insert(document, set, [addition]));
			const after = format.parse({ name: file, text });
			const added = after.demonstrations.find(({ input }) => input.text === addition.input);
			expect(added?.output?.text).toBe(addition.output);
			expect(after.demonstrations).toHaveLength(set.demonstrations.length + 1);
			expect(applyEdits(text, format.remove({ name: file, text }, after, added?.id ?? ''))).toBe(document.text);
		},
	);
});
