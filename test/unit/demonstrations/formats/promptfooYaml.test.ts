import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { UserError } from '../../../../src/base/errors';
import { applyEdits } from '../../../../src/base/textRange';
import { promptfooYaml } from '../../../../src/demonstrations/formats/promptfooYaml';
import { fixture, nastyDemonstrations, variantsOf } from '../samples';

const named = (text: string) => ({ name: 'promptfooconfig.yaml', text });

function pairs(text: string): readonly (readonly [string, string | undefined])[] {
	return promptfooYaml.parse(named(text)).demonstrations.map(({ input, output }) => [input.text, output?.text]);
}

const add = (text: string, input: string, output: string) => {
	const document = named(text);
	return applyEdits(text, promptfooYaml.insert(document, promptfooYaml.parse(document), [{ input, output }]));
};

describe('parse', () => {
	test('reads quoted, folded, literal and merged values, and the closest assertion to an answer', () => {
		const { text } = fixture('replies.promptfooconfig.yaml');
		expect(promptfooYaml.parse(named(text)).problems).toEqual([]);
		expect(pairs(text)).toEqual([
			["I want my money back, don't I?", 'refund'],
			['The parcel has been on its way for a month.\nWhere is it?', 'delivery'],
			['Hello,\n  do you sell 🧦?\n', 'other'],
			['Thanks for nothing', undefined],
			['Thanks for nothing', 'other, none'],
			['file://secret.txt', '12.50'],
		]);
	});

	test('takes the prompt without its last placeholder for the task', () => {
		const { task } = promptfooYaml.parse(fixture('replies.promptfooconfig.yaml'));
		expect(task?.text).toBe('Classify the message as refund, delivery or other.\n\nMessage:');
		expect(promptfooYaml.parse(fixture('scenarios.yaml')).task?.text).toBe('Translate to {{language}}:');
		expect(promptfooYaml.parse(fixture('brokenTests.yaml')).task).toBeUndefined();
		expect(promptfooYaml.parse(named('prompts: prompts/a.txt\ntests:\n  - vars: {q: a}')).task).toBeUndefined();
	});

	test('spans cut out what decodes to the text', () => {
		for (const document of variantsOf(fixture('replies.promptfooconfig.yaml'))) {
			const { demonstrations } = promptfooYaml.parse(document);
			const source = (field: { span: { start: number; end: number } } | undefined) =>
				field && document.text.slice(field.span.start, field.span.end).replaceAll('\r\n', '\n');
			const inputs = demonstrations.map(({ input }) => source(input));
			expect(inputs[0]).toBe("I want my money back, don''t I?");
			expect(inputs[1]).toBe('        The parcel has been\n        on its way for a month.\n\n        Where is it?');
			expect(inputs[2]).toBe('        Hello,\n          do you sell 🧦?');
			expect(inputs[4]).toBe('Thanks for nothing');
			expect(demonstrations.map(({ output }) => source(output))).toEqual([
				'refund',
				'deliver\\u0079',
				'other',
				undefined,
				"other\n          - 'none",
				'12.50',
			]);
			for (const { span } of demonstrations) {
				expect(document.text.slice(span.start, span.end)).toMatch(/^- [^]*\S$/);
			}
		}
	});

	test('makes a case of each configuration with each test of a scenario', () => {
		expect(pairs(fixture('scenarios.yaml').text)).toEqual([
			['language: Spanish\ninput: Hello', 'Hola'],
			['language: Spanish\ninput: Bye', 'Hola'],
			['language: French\ninput: Hello', 'Bonjour'],
			['language: French\ninput: Bye', 'Bonjour'],
		]);
	});

	test('reads a bare list', () => {
		expect(pairs(fixture('list.yaml').text)).toEqual([
			['city: Lima\ntone: dry', 'Peru'],
			['city: Oslo\ntone: warm', 'Norway'],
		]);
	});

	test('says where the YAML is broken and reads what is before', () => {
		const { demonstrations, problems } = promptfooYaml.parse(fixture('brokenTests.yaml'));
		expect(demonstrations[0]).toMatchObject({ input: { text: 'one' }, output: { text: '1' } });
		expect(problems.length).toBeGreaterThan(0);
		expect(problems[0]?.message).toMatch(/^This is not valid YAML: /);
	});

	test('opens nothing and says so', () => {
		const { demonstrations, problems } = promptfooYaml.parse(named('prompts: [a]\ntests: file://tests.csv\n'));
		expect(demonstrations).toEqual([]);
		expect(problems[0]?.message).toContain('Open that file');
	});

	test('runs no tag', () => {
		expect(pairs("tests:\n  - vars:\n      q: !!js/function 'process.exit(1)'\n")).toEqual([
			['process.exit(1)', undefined],
		]);
	});

	test('does not expand aliases without end', () => {
		const levels = Array.from({ length: 30 }, (_, level) => {
			const before = `*l${level - 1}`;
			return `l${level}: &l${level} [${level === 0 ? 'x' : Array(10).fill(before).join(', ')}]`;
		});
		const text = `${levels.join('\n')}\ntests:\n  - vars:\n      q: *l29\n  - vars: &self\n      <<: *self\n      q: a\n`;
		expect(pairs(text).map(([input]) => input.length < 100)).toEqual([true, true]);
	});

	test('does not fall over nesting without end', () => {
		const { problems } = promptfooYaml.parse(named(`tests:\n  - vars: ${'['.repeat(100_000)}`));
		expect(problems.length).toBeGreaterThan(0);
	});

	test('does not multiply a scenario without end', () => {
		const many = Array(200).fill('      - vars: {a: b}').join('\n');
		const { demonstrations, problems } = promptfooYaml.parse(
			named(`scenarios:\n  - config:\n${many}\n    tests:\n${many}\n`),
		);
		expect(demonstrations).toEqual([]);
		expect(problems[0]?.message).toContain('more than 10000');
	});
});

describe('detect', () => {
	test.each(['replies.promptfooconfig.yaml', 'scenarios.yaml', 'list.yaml', 'flow.yaml', 'brokenTests.yaml'])(
		'knows %s by its content',
		name => {
			for (const document of variantsOf(fixture(name))) {
				expect(promptfooYaml.detect({ ...document, name: 'any.yml' })).toBeGreaterThan(0.5);
			}
		},
	);

	test.each([
		['a compose file', 'services:\n  web:\n    image: nginx\n    environment:\n      - A=b\n'],
		['a workflow', 'name: ci\non: [push]\njobs:\n  tests:\n    steps:\n      - run: npm test\n'],
		['a playbook', '- hosts: all\n  vars:\n    port: 80\n  tasks:\n    - debug: {}\n'],
		['a list of tasks', '- name: copy\n  copy: {}\n  vars:\n    a: b\n'],
		['a dbt project', 'name: x\nvars:\n  a: b\ntests:\n  x:\n    +severity: warn\n'],
		['a task file', 'version: 3\nvars:\n  A: b\ntasks:\n  test:\n    cmds: [x]\n'],
		['prose', 'The tests: have vars: in them.\n'],
	])('leaves %s alone', (_, text) => {
		expect(promptfooYaml.detect({ name: 'a.yaml', text })).toBe(0);
	});

	test('leaves a page that shows a configuration alone', () => {
		expect(promptfooYaml.detect({ ...fixture('list.yaml'), name: 'README.md' })).toBe(0);
	});
});

describe('insert', () => {
	test('writes the usual assertion behind the last test, before the comment at the end', () => {
		const { text } = fixture('replies.promptfooconfig.yaml');
		const after = add(text, 'Where is: my parcel?', 'delivery');
		expect(after).toBe(
			text.replace(
				'# the end\n',
				"  - vars:\n      message: 'Where is: my parcel?'\n    assert:\n      - type: icontains\n        value: delivery\n# the end\n",
			),
		);
	});

	test('finds the end of a test that ends in an empty value', () => {
		const text = 'tests:\n  - vars:\n      q: a\n    options: # none\n\n# about providers\nproviders: [b]\n';
		expect(add(text, 'c', 'd')).toBe(
			text.replace('\n\n#', '\n  - vars:\n      q: c\n    assert:\n      - type: equals\n        value: d\n\n#'),
		);
	});

	test('fills several variables from named lines, and keeps lists that are not indented', () => {
		const { text } = fixture('list.yaml');
		expect(add(text, 'city: Quito\ntone: long\nand slow', 'Ecuador')).toBe(
			`${text}- vars:\n    city: Quito\n    tone: |-\n      long\n      and slow\n  assert:\n  - type: contains\n    value: Ecuador\n`,
		);
	});

	test('writes to the variable that holds the expectation where tests use one', () => {
		const text = 'tests:\n- vars: \n    q: "a"\n    expected: "b"\n';
		expect(add(text, 'c', 'd')).toBe(`${text}- vars:\n    q: "c"\n    expected: "d"\n`);
	});

	test.each([
		['flow.yaml', 'indented list item'],
		['scenarios.yaml', 'first test'],
	])('says what to do with %s', (name, step) => {
		const insert = () => add(fixture(name).text, 'a', 'b');
		expect(insert).toThrow(UserError);
		expect(insert).toThrow(step);
	});

	test('refuses a text that would be read as a file', () => {
		expect(() => add(fixture('list.yaml').text, 'file://run.js', 'b')).toThrow('Reword it');
	});

	test.each([...variantsOf(fixture('replies.promptfooconfig.yaml')), ...variantsOf(fixture('list.yaml'))])(
		'anything added to $name ($variant) is read back as the last, and nothing else changes',
		document => {
			const set = promptfooYaml.parse(document);
			for (const demonstration of nastyDemonstrations(30, 13)) {
				const text = applyEdits(document.text, promptfooYaml.insert(document, set, [demonstration]));
				const after = promptfooYaml.parse(named(text));
				const last = after.demonstrations.at(-1);
				expect(after.problems).toEqual([]);
				expect({ input: last?.input.text, output: last?.output?.text }).toEqual(demonstration);
				expect(after.demonstrations).toHaveLength(set.demonstrations.length + 1);
				expect(applyEdits(text, promptfooYaml.remove(named(text), after, last?.id ?? ''))).toBe(document.text);
			}
		},
	);

	test('adds several in their order', () => {
		for (const document of variantsOf(fixture('list.yaml'))) {
			const additions = nastyDemonstrations(5, 17);
			const text = applyEdits(document.text, promptfooYaml.insert(document, promptfooYaml.parse(document), additions));
			expect(pairs(text).slice(-5)).toEqual(additions.map(({ input, output }) => [input, output]));
		}
	});
});

describe('remove', () => {
	test.each(['1', '2', '3', '5', '6'])('takes test %s with its lines', id => {
		for (const document of variantsOf(fixture('replies.promptfooconfig.yaml'))) {
			const set = promptfooYaml.parse(document);
			const left = promptfooYaml.parse(named(applyEdits(document.text, promptfooYaml.remove(document, set, id))));
			expect(left.problems).toEqual([]);
			expect(left.demonstrations.map(({ input, output }) => [input.text, output?.text])).toEqual(
				set.demonstrations.filter(other => other.id !== id).map(({ input, output }) => [input.text, output?.text]),
			);
		}
	});

	test('keeps a test that others refer to', () => {
		const document = fixture('replies.promptfooconfig.yaml');
		expect(() => promptfooYaml.remove(document, promptfooYaml.parse(document), '4')).toThrow('&thanks');
	});

	test('lets a test go that only itself refers to', () => {
		const text = 'tests:\n  - vars: { q: &q a, again: *q }\n  - vars: { q: b }\n';
		const removed = promptfooYaml.remove(named(text), promptfooYaml.parse(named(text)), '1');
		expect(applyEdits(text, removed)).toBe('tests:\n  - vars: { q: b }\n');
	});

	test('keeps the cases of a scenario', () => {
		const document = fixture('scenarios.yaml');
		expect(() => promptfooYaml.remove(document, promptfooYaml.parse(document), '1')).toThrow('scenario');
	});

	test('leaves an empty list where the only test was', () => {
		const document = named('prompts: [a]\ntests:\n  - vars:\n      q: a # b\n');
		const text = applyEdits(document.text, promptfooYaml.remove(document, promptfooYaml.parse(document), '1'));
		expect(parseYaml(text)).toEqual({ prompts: ['a'], tests: [] });
	});

	test('takes one of a list in brackets with its comma', () => {
		const document = fixture('flow.yaml');
		for (const [id, left] of [
			['1', 'two'],
			['2', 'one'],
		] as const) {
			const text = applyEdits(document.text, promptfooYaml.remove(document, promptfooYaml.parse(document), id));
			expect(pairs(text).map(([input]) => input)).toEqual([left]);
		}
	});
});
