import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatsMarkdown, formatsTable, notes } from '../../support/formatsTable';
import { dataFolder, hasData } from './samples';

/** Files that the index counts otherwise, and what is read; `notes` says why. */
const otherCounts = { 'prompty-shakespeare.prompty': 2 };

/** Edits that the format refuses, as the file has no place for what is asked; `notes` says why. */
const refusals = {
	'promptfoo-multiple-translations-scenarios.yaml': ['insert', 'remove', 'replace', 'reorder'],
	'react-fever.json': ['insert'],
	'rasa-restaurant-nlu.yml': ['reorder'],
	'snips-ratebook.json': ['insert', 'replace'],
};

describe.skipIf(!hasData)(
	'the table of the real files (skipped without them; DEMOSCOPE_DATA says where they are)',
	() => {
		const rows = hasData ? formatsTable(join(dataFolder, 'demosets')) : [];

		test('has all of them, each in a format, without a problem', () => {
			expect(rows).toHaveLength(82);
			expect(rows.filter(({ problems }) => problems > 0)).toEqual([]);
			expect(formatsMarkdown(rows).split('\n')).toHaveLength(rows.length + 3);
		});

		test('has the counts of the index, or says why not', () => {
			const other = rows.filter(({ count, expectedCount }) => count !== expectedCount);
			expect(Object.fromEntries(other.map(({ file, count }) => [file, count]))).toEqual(otherCounts);
		});

		test('every range is the source of its field', () => {
			expect(rows.flatMap(({ file, complaints }) => complaints.map(complaint => `${file}: ${complaint}`))).toEqual([]);
			expect(rows.every(({ ranges }) => ranges > 0)).toBe(true);
		});

		test('every edit does what was asked and can be taken back, or is refused', () => {
			const outcomes = rows.flatMap(({ file, edits }) =>
				Object.entries(edits).map(([name, outcome]) => ({ file, name, outcome })),
			);
			expect(outcomes.filter(({ outcome }) => outcome.startsWith('wrong'))).toEqual([]);
			const refused: Record<string, string[]> = {};
			for (const { file, name } of outcomes.filter(({ outcome }) => outcome !== 'done')) {
				(refused[file] ??= []).push(name);
			}
			expect(refused).toEqual(refusals);
		});

		test('explains what is not as one would expect', () => {
			const files = new Set(rows.map(({ file }) => file));
			expect(Object.keys(notes).filter(file => !files.has(file))).toEqual([]);
			expect([...Object.keys(otherCounts), ...Object.keys(refusals)].filter(file => !(file in notes))).toEqual([]);
		});
	},
);
