import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { evaluationHarness } from '../../../../src/demonstrations/formats/evaluationHarness';
import { langChainYaml } from '../../../../src/demonstrations/formats/langChainYaml';
import { yamlList } from '../../../../src/demonstrations/formats/yamlList';
import { detectFormat } from '../../../../src/demonstrations/registry';
import { expectEditable, pairsOf, sourceOf, withAdded, withRemoved } from '../editing';
import { fixture, nastyDemonstrations, variantsOf } from '../samples';

const named = (text: string) => ({ name: 'a.yaml', text });

describe('a task of the evaluation harness', () => {
	const document = fixture('weather.harness.yaml');

	test('reads the fields that the templates name, and runs no function', () => {
		const { task, problems, ...set } = evaluationHarness.parse(document);
		expect(pairsOf({ ...set, task, problems })).toEqual([
			['Showers all day.', 'yes'],
			['Dry in the north, cloudy elsewhere.\n', 'no'],
		]);
		expect(problems).toEqual([]);
		expect(task?.text).toBe('Say whether the report mentions rain.');
	});

	test('takes what the template says before its first field for the task', () => {
		const text =
			'doc_to_text: |\n  Name the tone.\n  Text: {{text}}\nfewshot_config:\n  samples:\n  - {text: a b, target: c}\n';
		expect(evaluationHarness.parse(named(text)).task?.text).toBe('Name the tone.');
		expect(evaluationHarness.parse(named(text.replace('Name the tone.', '{{text}}'))).task).toBeUndefined();
	});

	test('says that samples come from a function', () => {
		const { demonstrations, problems } = evaluationHarness.parse(fixture('code.harness.yaml'));
		expect(demonstrations).toEqual([]);
		expect(problems.map(({ message }) => message)).toEqual([
			'These samples come from a function, which is not run. Write them as a list.',
		]);
	});

	test('writes the keys of the samples, and what they say alike', () => {
		expect(withAdded(evaluationHarness, document, { input: 'Hail: a lot', output: 'no' }).text).toBe(
			document.text.replace(
				'metric_list',
				"    - report: 'Hail: a lot'\n      verdict: 'no'\n      source: desk\nmetric_list",
			),
		);
	});

	test('a task without samples is left alone', () => {
		expect(evaluationHarness.detect(named('task: a\nfewshot_config:\n  sampler: first_n\n'))).toBe(0);
	});
});

describe('a few-shot prompt of LangChain', () => {
	const document = fixture('antonyms.fewshot.yaml');

	test('reads the variables of the example prompt', () => {
		const set = langChainYaml.parse(document);
		expect(pairsOf(set)).toEqual([
			['happy', 'sad'],
			['tall', 'short'],
		]);
		expect(set.task?.text).toBe('Write the opposite of the word.');
	});

	test('names a file with examples and does not open it', () => {
		const { problems } = langChainYaml.parse(fixture('elsewhere.fewshot.yaml'));
		expect(problems.map(({ message }) => message)).toEqual([
			'The examples are in another file (examples.json), which is not opened. Open that file.',
		]);
	});

	test('writes braces where the last example has them', () => {
		expect(withAdded(langChainYaml, document, { input: 'a "b"', output: 'c' }).text).toBe(
			document.text.replace('suffix', '- {term: "a \\"b\\"", opposite: "c"}\nsuffix'),
		);
	});
});

describe('a list of mappings', () => {
	test('reads the largest of several lists, or the one that is named', () => {
		const document = fixture('replies.yaml');
		const set = yamlList.parse(document);
		expect(pairsOf(set)).toEqual([
			['Capital of Peru?', 'Lima'],
			['Capital of\nNorway?\n', 'Oslo'],
		]);
		expect(set).toMatchObject({ name: 'train', names: ['train', 'holdout'], task: { text: 'Answer in one word.' } });
		expect(set.problems.map(({ message }) => message)).toEqual(['This item has no "output".']);
		const other = yamlList.parse(document, { set: 'holdout' });
		expect(pairsOf(other)).toEqual([['Capital of Chile?', 'Santiago']]);
		expect(other.name).toBe('holdout');
	});

	test('adds to the list that was read', () => {
		const document = fixture('replies.yaml');
		const set = yamlList.parse(document, { set: 'holdout' });
		const [edit] = yamlList.insert(document, set, [{ input: 'a', output: 'b' }]);
		expect(edit?.newText).toBe('- {input: "a", output: "b"}\n');
		expect(withAdded(yamlList, document, { input: 'a', output: 'b' }).text).toBe(
			document.text.replace('holdout', '  - input: a\n    output: b\nholdout'),
		);
	});

	test('spans cut out what decodes to the text', () => {
		for (const document of variantsOf(fixture('words.yaml'))) {
			const { demonstrations } = yamlList.parse(document);
			expect(demonstrations.map(({ input }) => sourceOf(document, input))).toEqual(['lovely', "it''s awful"]);
			expect(demonstrations.map(({ output }) => sourceOf(document, output))).toEqual(['positive', 'negative']);
		}
	});

	test('does not copy what is merged in', () => {
		const text = '- &a\n  input: a b\n  output: c\n  kind: x\n- <<: *a\n  input: d e\n  output: f\n';
		const added = withAdded(yamlList, named(text), { input: 'g', output: 'h' });
		expect(parseYaml(added.text.slice(text.length))).toEqual([{ input: 'g', output: 'h' }]);
	});

	test('keeps what others refer to, and leaves an empty list', () => {
		const text = '- &a {input: a b, output: c}\n- {<<: *a, output: d}\n';
		expect(() => withRemoved(yamlList, named(text), '1')).toThrow('&a');
		expect(withRemoved(yamlList, named('x:\n- {input: a b, output: c} # d\n'), '1').text).toBe('x:\n[] # d\n');
	});

	test('says what to do with a list in brackets', () => {
		const document = named('examples: [{input: a b, output: c}]');
		expect(() => withAdded(yamlList, document, { input: 'a', output: 'b' })).toThrow('with a dash');
	});
});

describe('detect', () => {
	test.each([
		['weather.harness.yaml', 'lm-eval-harness'],
		['code.harness.yaml', 'lm-eval-harness'],
		['antonyms.fewshot.yaml', 'langchain-yaml'],
		['elsewhere.fewshot.yaml', 'langchain-yaml'],
		['replies.yaml', 'yaml-list'],
		['words.yaml', 'yaml-list'],
	])('%s is %s', (name, id) => {
		for (const document of variantsOf(fixture(name))) {
			expect(detectFormat(document)?.id).toBe(id);
		}
	});

	test.each([
		['a compose file', 'services:\n  web:\n    image: nginx\n    volumes:\n      - source: ./a\n        target: /b\n'],
		['a workflow', 'name: ci\non: [push]\njobs:\n  a:\n    steps:\n      - name: input\n        run: npm test\n'],
		['redirects', 'redirects:\n  - source: /old\n    target: /new\n'],
		['a build', '- input: src/a.scss\n  output: out/a.css\n- input: src/b.scss\n  output: out/b.css\n'],
		['an issue form', 'name: Bug\nbody:\n  - type: input\n    attributes:\n      label: What\n'],
		['a playbook', '- hosts: all\n  tasks:\n    - name: copy\n      copy: {}\n'],
		['a lock file', 'lockfileVersion: 9\npackages:\n  a@1:\n    resolution: {integrity: x}\n'],
		['alert rules', 'groups:\n- name: a\n  rules:\n  - alert: b\n    expr: c\n    labels: {severity: d}\n'],
		['chat messages', '- role: user\n  content: a\n- role: assistant\n  content: b\n'],
		['nothing', ''],
	])('leaves %s alone', (_, text) => {
		expect(detectFormat(named(text))).toBeUndefined();
	});
});

test.each([
	...['weather.harness.yaml', 'antonyms.fewshot.yaml'].flatMap(name => variantsOf(fixture(name))),
	...['replies.yaml', 'words.yaml'].flatMap(name => variantsOf(fixture(name))),
])('anything added to $name ($variant) is read back, and nothing else changes', document => {
	const format = detectFormat(document);
	expect(format && expectEditable(format, document, nastyDemonstrations(30, 17), text => text)).toBe(30);
});
