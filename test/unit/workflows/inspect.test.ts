import { describe, expect, test } from 'vitest';
import { readConfiguration } from '../../../src/configuration/readConfiguration';
import { chooseInput, type InputSources } from '../../../src/workflows/chooseInput';
import { inspect } from '../../../src/workflows/inspect';
import { acceptEdits } from '../../../src/workflows/accept';
import { applyEdits } from '../../../src/base/textRange';
import { fixture } from '../demonstrations/samples';

const plain = { name: 'set.jsonl', text: '{"input":"a","output":"b","task":""}\n' };
const ownTask = { name: 'set.jsonl', text: '{"input":"a","output":"b","task":"of the file"}\n'.repeat(2) };
const [configured] = readConfiguration({
	name: '.demoscope.yaml',
	text: 'sets: [{ files: "*", task: of the configuration, format: jsonl, set: search }]',
}).sets;

describe('the task definition', () => {
	test.each<[string, InputSources, typeof plain, string | undefined]>([
		['nothing', {}, plain, undefined],
		['the configuration', { configured }, plain, 'of the configuration'],
		['the sidecar before the configuration', { configured, sidecar: 'beside' }, plain, 'beside'],
		['the file before both', { configured, sidecar: 'beside' }, ownTask, 'of the file'],
		['what was given before all', { configured, sidecar: 'beside', chosen: { task: 'given' } }, ownTask, 'given'],
	])('is taken from %s', (_, sources, document, expected) => {
		expect(inspect(chooseInput(document, sources)).set.task?.text).toBe(expected);
	});
});

test('choices outrank the configuration', () => {
	expect(chooseInput(plain, { configured, chosen: { format: 'csv', set: 'plan' } })).toMatchObject({
		format: 'csv',
		set: 'plan',
	});
	expect(chooseInput(plain, { configured })).toMatchObject({ format: 'jsonl', set: 'search' });
});

describe('a file with several sets', () => {
	const document = fixture('program.json');

	test('gives the set that is asked for, and adds to it', () => {
		const inspected = inspect({ document, set: 'search' });
		expect(inspected.set.name).toBe('search');
		const candidate = { input: 'Which moons has Mars?', output: 'moons of Mars' };
		const edits = acceptEdits(inspected, [candidate]);
		const text = applyEdits(document.text, edits);
		const after = inspect({ document: { ...document, text }, set: 'search' });
		expect(after.set.demonstrations).toHaveLength(inspected.set.demonstrations.length + 1);
		expect(after.set.demonstrations.at(-1)?.input.text).toBe(candidate.input);
	});

	const lists = 'train: [{ input: a, output: b }]\nholdout: [{ input: c, output: d }]\n';

	test.each([
		[document, 'This file has no set “plan”. It has “answer.predict”, “search”.'],
		[{ name: 'lists.yaml', text: lists }, 'This file has no set “plan”. It has “train”, “holdout”.'],
		[fixture('shop.prompty'), 'This file has no set “plan”. It has “prompt”, “sample”.'],
		[plain, 'This file has no set “plan”. Its set has no name.'],
	])('$name: a set that is not there is a finding, and the one that is read can be edited', (source, message) => {
		const inspected = inspect({ document: source, set: 'plan' });
		expect(inspected.analysis.findings[0]).toMatchObject({ rule: 'parse-error', message });
		const { format, set, options } = inspected;
		const [first] = set.demonstrations;
		const wanted = { input: 'What is new?', output: first?.output?.text ?? '' };
		expect(format.replace(source, set, first?.id ?? '', wanted, options)).not.toEqual([]);
	});

	test('the only set has its name too', () => {
		const { search } = JSON.parse(document.text) as { readonly search: unknown };
		const alone = { name: 'program.json', text: JSON.stringify({ search }) };
		expect(inspect({ document: alone, set: 'search' }).set.problems).toEqual([]);
		expect(inspect({ document: alone, set: 'plan' }).set.problems).toHaveLength(1);
		expect(inspect({ document: alone }).analysis.notices).toEqual([]);
	});

	test('names the sets that were not read; a file with one set says nothing', () => {
		expect(inspect({ document }).analysis.notices).toEqual([
			'This file holds 2 sets, and this is “answer.predict”. Not read: “search”.',
		]);
		expect(inspect({ document: plain }).analysis.notices).toEqual([]);
	});
});
