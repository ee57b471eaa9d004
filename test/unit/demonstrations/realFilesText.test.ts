import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Field } from '../../../src/demonstrations/demonstration';
import { detectFormat } from '../../../src/demonstrations/registry';
import { expectEditable, withPlainLineEnds } from './editing';
import { dataFolder, hasData } from './samples';

interface Entry {
	readonly file: string;
	readonly format: string;
	readonly count: number;
}

/** The formats of the index that are no JSON, and what reads them. */
const formatOf: Readonly<Record<string, string>> = {
	csv: 'csv',
	tsv: 'csv',
	'promptfoo-csv': 'promptfoo-csv',
	'lm-eval-harness-yaml': 'lm-eval-harness',
	'rasa-nlu-yaml': 'rasa-nlu',
	prompty: 'prompty',
	'jinja2-chat': 'jinja-chat',
	'bbh-cot-txt': 'prompt-text',
	'prompt-txt-qa': 'prompt-text',
	'prompt-md-qa': 'prompt-text',
};

/** What is otherwise than the index says, and why. */
const differences: Readonly<Record<string, { readonly format?: string; readonly count?: number }>> = {
	// A table of its own columns, without one that is particular to promptfoo.
	'promptfoo-f-score.csv': { format: 'csv' },
	// The index counts three quoted lines of style, which answer to no input. The file has one turn, and a sample.
	'prompty-shakespeare.prompty': { count: 1 },
};

/** Files that say nothing of the task: tables, and prompts that begin with their first example. */
const withoutTask = [
	'banking77-300.csv',
	'gsm8k-8shot-ansaug.txt',
	'harness-gsm8k-cot.yaml',
	'insurance-tickets-train.tsv',
	'labelled-transactions.csv',
	'legalbench-abercrombie.tsv',
	'legalbench-contract_nli_explicit_identification.tsv',
	'legalbench-personal_jurisdiction.tsv',
	'math-8shot-cot.md',
	'promptfoo-f-score.csv',
	'promptfoo-self-grading.csv',
	'promptfoo-simple-test.csv',
	'rasa-restaurant-nlu.yml',
];

/** How the start of the task reads, where it is short enough to be quoted. */
const tasks: Readonly<Record<string, string>> = {
	'bbh-cot-word_sorting.txt': 'Sort a list of words.',
	'harness-mmlu_college_physics.yaml':
		'The following are multiple choice questions (with answers) about college physics.',
	'usmle-medqa-5shot.txt': 'The following are multiple choice questions (with answers) about professional medicine.',
	'promptflow-math-fewshot.jinja2': 'You are an assistant to calculate the answer to the provided math problems.',
};

const folder = join(dataFolder, 'demosets');
const entries = hasData ? (JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as readonly Entry[]) : [];
const read = entries.filter(({ format }) => format in formatOf);
const documentOf = (file: string) => ({ name: file, text: readFileSync(join(folder, file), 'utf8') });

describe.skipIf(!hasData)(
	'real text, YAML and tables (skipped without the data folder; DEMOSCOPE_DATA says where)',
	() => {
		test('there are files of every format', () => {
			expect(new Set(read.map(({ format }) => format))).toEqual(new Set(Object.keys(formatOf)));
		});

		test.each(read)('$file: $count demonstrations', ({ file, format, count }) => {
			const document = documentOf(file);
			const found = detectFormat(document);
			expect(found?.id).toBe(differences[file]?.format ?? formatOf[format]);
			const set = found?.parse(document);
			expect(set?.problems).toEqual([]);
			expect(set?.demonstrations).toHaveLength(differences[file]?.count ?? count);
			expect(set?.task === undefined).toBe(withoutTask.includes(file));
			expect(set?.task?.text.slice(0, tasks[file]?.length ?? 0)).toBe(set?.task && (tasks[file] ?? ''));
		});

		test.each(read)('$file: spans are the source of their fields', ({ file }) => {
			const { text, name } = documentOf(file);
			const set = detectFormat({ text, name })?.parse({ text, name });
			for (const { input, output, rationale, span } of set?.demonstrations ?? []) {
				for (const field of [input, output, rationale].filter(given => given !== undefined)) {
					expect(saidBy(withPlainLineEnds(text.slice(field.span.start, field.span.end)), field)).toBe(true);
				}
				expect(text.slice(span.start, span.end)).toMatch(/^\S(?:[^]*\S)?$/);
			}
		});

		test.each(read)('$file: what is added is read back, and removed without a trace', ({ file }) => {
			const document = documentOf(file);
			const format = detectFormat(document);
			const labels = format?.parse(document).demonstrations.at(-1);
			// Where an input is several labelled lines of one text, a new one is too.
			const input = /^(?:context|question): .*\n/.test(labels?.input.text ?? '') ? labels?.input.text : 'Is “this” new';
			const addition = { input: `${input ?? ''}, yes?`, output: 'one #2' };
			expect(format && expectEditable(format, document, [addition])).toBe(1);
		});
	},
);

/** The text as it is, or with quotes twice, or folded by YAML, or of several cells with their names before them. */
function saidBy(source: string, { text }: Field): boolean {
	if (source === text || source.replaceAll('""', '"') === text) {
		return true;
	}
	const squeezed = source.replace(/\\\n\s*\\?|\\n|\s|''?|\\"|"/g, '');
	const parts = text
		.split('\n')
		.map(line => [line, line.replace(/^[^:]+: /, '')].map(part => part.replace(/\s|'|"/g, '')));
	return parts.every(part =>
		part.some(one => squeezed.includes(one.replace(/[^\0-\x7f]/g, escaped)) || squeezed.includes(one)),
	);
}

function escaped(unit: string): string {
	return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
