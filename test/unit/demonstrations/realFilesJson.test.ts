import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { detectFormat } from '../../../src/demonstrations/registry';
import { expectEditable, expectExactJsonSpans } from './editing';
import { dataFolder, hasData } from './samples';

interface Entry {
	readonly file: string;
	readonly format: string;
	readonly count: number;
}

const formatOf: Readonly<Record<string, string>> = {
	'alpaca-json': 'alpaca',
	'auto-cot-json': 'auto-cot',
	'bbh-json': 'big-bench',
	'bigbench-task-json': 'big-bench',
	'dspy-dataset-json': 'dspy-dataset',
	'dspy-program-json': 'dspy-program',
	'instruction-induction-json': 'instruction-induction',
	json: 'json',
	'json-list-of-strings': 'json-texts',
	'json-map-of-prompts': 'json-texts',
	'natural-instructions-v1-json': 'natural-instructions-v1',
	'parallel-arrays-json': 'parallel-arrays',
	'self-instruct-jsonl': 'self-instruct',
	'sharegpt-json': 'sharegpt',
	'snips-nlu-json': 'snips-nlu',
};

/** Files with several sets, whose demonstrations the index counts together. */
const sets: Readonly<Record<string, Readonly<Record<string, number>>>> = {
	'dspy-multihop-0.json': { generate_answer: 16, 'generate_query[0]': 16, 'generate_query[1]': 16 },
	'dspy-saved-react.json': { react: 2, 'extract.predict': 2 },
	'dspy-flex-invoice.json': { trainset: 4, valset: 3 },
};

/** How the task begins where the file has one. */
const tasks: Readonly<Record<string, string>> = {
	'bigbench-operators.task.json': 'Given the definition of the op operator, compute the result.',
	'bigbench-tense.task.json': 'Modify the tense of a given sentence.',
	'dspy-saved-react.json': 'Imagine you are a detective',
	'ni-v1-subtask023_cosmosqa_question_generation.json': 'Based on the given context, craft a common-sense question',
};

/** Whole prompts have no place for an output. */
const readOnly = ['react-fever.json'];

/** Fields that are put together of pieces of words. */
const segmented = ['snips-ratebook.json'];

const folder = join(dataFolder, 'demosets');
const entries = hasData ? (JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as readonly Entry[]) : [];
const read = entries.filter(({ format }) => format in formatOf);

describe.skipIf(!hasData)('real JSON files (skipped without the data folder; DEMOSCOPE_DATA says where it is)', () => {
	test('there are files of every format', () => {
		expect(new Set(read.map(({ format }) => format)).size).toBe(Object.keys(formatOf).length);
	});

	test.each(read)('$file: $count demonstrations', ({ file, format: kind, count }) => {
		const document = { name: file, text: readFileSync(join(folder, file), 'utf8') };
		const format = detectFormat(document);
		if (format === undefined) {
			expect.fail('no format');
		}
		expect(format.id).toBe(formatOf[kind]);

		const names = Object.entries(sets[file] ?? { '': count });
		expect(names.reduce((total, [, size]) => total + size, 0)).toBe(count);
		for (const [name, size] of names) {
			const options = name === '' ? undefined : { set: name };
			const set = format.parse(document, options);
			expect(set.problems).toEqual([]);
			expect(set.demonstrations).toHaveLength(size);
			if (!segmented.includes(file)) {
				expectExactJsonSpans(format, document, options, [document]);
			}
		}

		const { task } = format.parse(document);
		expect(task?.text.startsWith(tasks[file] ?? '') ?? false).toBe(file in tasks);
		const { names = [] } = format.parse(document);
		expect(names.length > 1 ? names : undefined).toEqual(file in sets ? Object.keys(sets[file] ?? {}) : undefined);

		const query = { input: 'A new “query”:\nwith two lines', output: 'kind: two' };
		const accepted = expectEditable(format, document, [query], text => text, true);
		expect(accepted).toBe(readOnly.includes(file) ? 0 : 1);
	});
});
