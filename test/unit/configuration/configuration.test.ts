import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { configurationSchema } from '../../../src/configuration/configuration';
import { checkConfiguration, readConfiguration } from '../../../src/configuration/readConfiguration';
import { settingsFor } from '../../../src/configuration/settingsFor';

const read = (text: string) => readConfiguration({ name: '.demoscope.yaml', text });

const text = `# How our sets are read
sets:
  - files: prompts/tickets/*.jsonl
    format: jsonl
    mapping: { input: request.body, output: queue }
    task: |
      Name the queue.
  - files: ['prompts/**', '*.prompty']
    set: plan
`;

describe('readConfiguration', () => {
	test('gives entries as they are written', () => {
		expect(read(text).sets).toEqual([
			{
				files: 'prompts/tickets/*.jsonl',
				format: 'jsonl',
				mapping: { input: 'request.body', output: 'queue' },
				task: 'Name the queue.\n',
			},
			{ files: ['prompts/**', '*.prompty'], set: 'plan' },
		]);
	});

	test.each(['', '# nothing yet\n', '\ufeff'])('a file that says nothing (%j) configures nothing', empty => {
		expect(read(empty)).toEqual({ sets: [] });
	});

	test.each([
		['sets: 3', '.demoscope.yaml:1: sets must be a list of entries with the key files.'],
		['a: 1\nset: []', '.demoscope.yaml:1: sets must be a list of entries with the key files.'],
		['sets:\n  - files: a\n    fromat: jsonl', '.demoscope.yaml:3: sets[0] has no key "fromat".'],
		['sets:\n  - files: a\n    format: word', '.demoscope.yaml:3: sets[0].format must be the id of a format'],
		['sets:\n  - files: a\n  - format: jsonl', '.demoscope.yaml:3: sets[1].files must be a glob or a list of globs.'],
		['sets:\n  - files: a\n    mapping:\n      input: q', '.demoscope.yaml:4: sets[0].mapping.output must be a text.'],
		['sets:\n  - files: a\n    task: [1]', '.demoscope.yaml:3: sets[0].task must be a text.'],
		[
			'sets:\n  - files: a\n    thresholds:\n      minimumDiversity: 7',
			'.demoscope.yaml:4: sets[0].thresholds.minimumDiversity must be a number from 0 to 1.',
		],
		['sets:\n  - files: "a', '.demoscope.yaml:2: it is not valid YAML'],
		['just text', '.demoscope.yaml:1: the configuration must be a mapping with the key sets.'],
	])('%j is refused with line and key', (wrong, message) => {
		expect(() => read(wrong)).toThrow(message);
	});

	test.each([
		['aliases that stand for too much', `a: &a [1,1]\n${bomb()}sets: []\n`],
		['what nests too deeply', '['.repeat(100_000)],
		['what is too long', '#'.repeat(2 * 1024 * 1024)],
		['keys that reach for prototypes', '__proto__: { sets: [] }\n'],
	])('%s is refused in words', (_, hostile) => {
		expect(() => read(hostile)).toThrow(expect.objectContaining({ code: 'configuration.invalid' }));
	});
});

describe('checkConfiguration', () => {
	test('tells every mistake and where it stands', () => {
		const wrong = 'sets:\n  - files: a\n    fromat: jsonl\n    task: [1]\n  - format: word\n';
		const checked = checkConfiguration(wrong);
		const places = 'mistakes' in checked ? checked.mistakes : [];
		expect(places.map(({ message, span }) => [message.split(' ')[0], wrong.slice(span.start, span.end)])).toEqual([
			['sets[0].task', '[1]'],
			['sets[0]', 'fromat'],
			['sets[1].files', 'format: word'],
			['sets[1].format', 'word'],
		]);
	});

	test('tells every mistake of syntax', () => {
		const checked = checkConfiguration('sets: [\na: "b\n');
		expect('mistakes' in checked && checked.mistakes.length).toBeGreaterThan(1);
	});

	test('of a right one gives what it says', () => {
		expect(checkConfiguration(text)).toEqual({ configuration: read(text) });
	});
});

describe('settingsFor', () => {
	test('the first entry that fits counts', () => {
		const configuration = read(text);
		expect(settingsFor(configuration, 'prompts/tickets/a.jsonl')?.format).toBe('jsonl');
		expect(settingsFor(configuration, 'prompts/other/a.jsonl')?.set).toBe('plan');
		expect(settingsFor(configuration, 'deep/down/x.prompty')?.set).toBe('plan');
		expect(settingsFor(configuration, 'elsewhere/a.jsonl')).toBeUndefined();
	});
});

test('the editor’s schema says what the code checks', async () => {
	const schema = z.toJSONSchema(configurationSchema, { target: 'draft-07' });
	await expect(`${JSON.stringify(schema, null, '\t')}\n`).toMatchFileSnapshot('../../../schemas/demoscope.schema.json');
});

/** Each line ten times the one before it. */
function bomb(): string {
	const names = Array.from('abcdefghij');
	return names
		.slice(1)
		.map(
			(name, index) =>
				`${name}: &${name} [${Array(10)
					.fill(`*${names[index] ?? ''}`)
					.join(',')}]\n`,
		)
		.join('');
}
