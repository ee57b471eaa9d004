import { describe, expect, test } from 'vitest';
import { promptText } from '../../../../src/demonstrations/formats/promptText';
import { expectEditable, pairsOf, sourceOf, withAdded, withPlainLineEnds, withRemoved } from '../editing';
import { fixture, nastyDemonstrations, variantsOf } from '../samples';

const prompts = ['fruit.txt', 'clauses.txt', 'numbered.md', 'stars.txt', 'thoughts.prompt', 'blocks.md'];
const named = (text: string) => ({ name: 'a.txt', text });
const read = (text: string) => pairsOf(promptText.parse(named(text)));
const taskOf = (name: string) => promptText.parse(fixture(name)).task?.text;

describe('parse', () => {
	test('splits a chain of thought from the answer that it announces', () => {
		const { demonstrations, task, problems } = promptText.parse(fixture('fruit.txt'));
		expect(problems).toEqual([]);
		expect(task?.text).toBe('Count the fruit.');
		expect(demonstrations.map(({ input, rationale, output }) => [input.text, rationale?.text, output?.text])).toEqual([
			[
				'I have a plum, a drum and two figs. How many?\nOptions:\n- two\n- three',
				"Let's think step by step.\nThe fruit: one plum.\nTwo figs: 1 + 2 = 3.",
				'three',
			],
			[
				'I have a flute and a pear. How many?\nOptions:\n- one\n- two',
				"Let's think step by step.\nOnly the pear is fruit.",
				'one',
			],
		]);
	});

	test.each([
		['1 + 1 = 2. So the answer is 2.', '1 + 1 = 2.', '2'],
		['One and one.\nTherefore, the final answer is: $2.50', 'One and one.', '$2.50'],
		['One and one.\n#### 2', 'One and one.', '2'],
		['One and one.\nFinal answer: 2', 'One and one.', '2'],
		['The answer is 2. Or is it 3?', undefined, 'The answer is 2. Or is it 3?'],
		['The answer is 2.\nI am sure.', undefined, 'The answer is 2.\nI am sure.'],
	])('%j', (answer, rationale, output) => {
		const { demonstrations } = promptText.parse(named(`Q: a\nA: ${answer}\n\nQ: b\nA: ${answer}\n`));
		for (const demonstration of demonstrations) {
			expect([demonstration.rationale?.text, demonstration.output?.text]).toEqual([rationale, output]);
		}
	});

	test('leaves the open place at the end out', () => {
		expect(pairsOf(promptText.parse(fixture('clauses.txt')))).toEqual([
			['The tenant pays on the first.', 'Yes'],
			['Pets are welcome.', 'No'],
		]);
		expect(taskOf('clauses.txt')).toBe('Is the clause about rent?');
		expect(read('Q: a\nA: b\n\nQ: c\nA: d\n\nQ: {question}')).toHaveLength(2);
	});

	test('reads numbered examples, rules and decoration, and not the sentence behind them', () => {
		expect(pairsOf(promptText.parse(fixture('numbered.md')))).toEqual([
			['Where is my order?!', 'angry'],
			['No hurry, thanks.\n\nAnd have a nice day.', 'calm'],
		]);
		expect(taskOf('numbered.md')).toBe('# Tone\n\nName the tone of the message.');
	});

	test('takes several labelled lines for the input, and the label that is left open for the output', () => {
		expect(pairsOf(promptText.parse(fixture('stars.txt')))).toEqual([
			['context: Curie studied radiation.\nquestion: What did Curie study?\nanswer: Painting.', '1'],
			['context: The band came from Leeds.\nquestion: Where was it from?\nanswer: Leeds, I think.', '4'],
		]);
	});

	test('reads examples without empty lines between them, and labelled thoughts', () => {
		const { demonstrations } = promptText.parse(fixture('thoughts.prompt'));
		expect(demonstrations.map(({ input, rationale, output }) => [input.text, rationale?.text, output?.text])).toEqual([
			['3 apples and 4 pears?', '3 + 4 = 7', '7'],
			['2 dozen eggs?', '2 * 12 = 24', '24'],
		]);
	});

	test('reads headings as labels, and code as part of an answer', () => {
		expect(pairsOf(promptText.parse(fixture('blocks.md')))).toEqual([
			['Rhyme with cat.', 'hat'],
			['Rhyme with dog.', '```text\nfog\n```'],
		]);
		expect(read('Do.\n```\nQ: a\nA: b\n\nQ: c\nA: d\n```\n')).toEqual([
			['a', 'b'],
			['c', 'd'],
		]);
	});

	test('spans cut out the text', () => {
		for (const document of prompts.flatMap(name => variantsOf(fixture(name)))) {
			const { demonstrations, task } = promptText.parse(document);
			expect(demonstrations).toHaveLength(2);
			for (const field of demonstrations.flatMap(({ input, output, rationale }) => [input, output, rationale])) {
				expect(withPlainLineEnds(sourceOf(document, field) ?? '')).toBe(field?.text ?? '');
			}
			const span = task?.span;
			expect(withPlainLineEnds(document.text.slice(span?.start, span?.start === undefined ? 0 : span.end))).toBe(
				task?.text ?? '',
			);
		}
	});

	test('says which example has no answer, and reads the others', () => {
		const text = 'Q: a\nA: b\n\nQ: c\n\nQ: d\nA:\n\nQ: e\nA: f\n';
		const { problems } = promptText.parse(named(text));
		expect(read(text)).toEqual([
			['a', 'b'],
			['e', 'f'],
		]);
		expect(problems.map(({ span }) => text.slice(span.start, span.end))).toEqual(['Q: c', 'Q: d\nA:']);
		expect(problems[0]?.message).toBe('This example has no answer before the next one begins.');
	});

	test('is not slowed down by long lines', () => {
		for (const unit of [' ', 'a: ', '#', '`', '{', 'so ', '"', '\n', 'q:\n']) {
			promptText.parse(named(`Q: a\nA: b\n\nQ: ${unit.repeat(100_000)}x\nA: the answer is ${unit.repeat(100_000)}`));
		}
	});
});

describe('detect', () => {
	test.each(prompts)('knows %s', name => {
		for (const document of variantsOf(fixture(name))) {
			expect(promptText.detect(document)).toBeGreaterThan(0.5);
		}
	});

	test.each([
		['prose', '# Title\n\nNote: this is a text.\n\nInput: there is none.\n\nMore of it.\n'],
		['a changelog', '## 1.1\n\nAdded: a\nFixed: b\n\n## 1.0\n\nAdded: c\nFixed: d\n'],
		['packages', 'Package: a\nVersion: 1\nDescription: b\n\nPackage: c\nVersion: 2\nDescription: d\n'],
		['robots', 'User-agent: *\nDisallow: /a\n\nUser-agent: b\nDisallow: /\n'],
		['books', 'Title: a\nAuthor: b\nYear: c\n\nTitle: d\nAuthor: e\nYear: f\n'],
		['a dialogue', 'Alice: Hello\nBob: Hi\n\nAlice: Bye\nBob: Bye\n'],
		['a letter', 'From: a\nTo: b\nSubject: c\n\nDear b,\n'],
		['one question', 'Q: a?\nA: b.\n'],
		['requirements', 'numpy==1.0\npandas>=2\n'],
		['nothing', ''],
	])('leaves %s alone', (_, text) => {
		expect(promptText.detect({ name: 'a.md', text })).toBe(0);
	});

	test('leaves other files alone', () => {
		expect(promptText.detect({ ...fixture('clauses.txt'), name: 'clauses.py' })).toBe(0);
		expect(promptText.detect({ ...fixture('clauses.txt'), name: 'prompts/clauses' })).toBeGreaterThan(0.5);
	});
});

describe('insert and remove', () => {
	test('lays an example out as the last one, announces its answer, and counts on', () => {
		const added = (name: string, input = 'a', output = 'b') => {
			const document = fixture(name);
			const { text } = withAdded(promptText, document, { input, output }, { input: 'c', output: 'd' });
			const end = promptText.parse(document).demonstrations.at(-1)?.span.end ?? 0;
			expect(text.slice(0, end) + text.slice(end + text.length - document.text.length)).toBe(document.text);
			return text.slice(end, end + text.length - document.text.length);
		};
		expect(added('fruit.txt')).toBe('\n\nQ: a\nA: So the answer is b.\n\nQ: c\nA: So the answer is d.');
		expect(added('clauses.txt')).toBe('\n\nClause: a\nLabel: b\n\nClause: c\nLabel: d');
		expect(added('numbered.md')).toBe(
			'\n\n---\n\n### Example 3\n\n**Input:** a\n**Output:** b\n\n---\n\n### Example 4\n\n**Input:** c\n**Output:** d',
		);
		expect(added('blocks.md')).toBe(
			'\n\n### Instruction:\na\n\n### Response:\nb\n\n### Instruction:\nc\n\n### Response:\nd',
		);
	});

	test('counts on in labels', () => {
		const { text } = withAdded(promptText, named('Q1: a\nA1: b\n\nQ2: c 2\nA2: d\n'), { input: 'e 2', output: 'f' });
		expect(text).toBe('Q1: a\nA1: b\n\nQ2: c 2\nA2: d\n\nQ3: e 2\nA3: f\n');
	});

	test('refuses what would be read differently', () => {
		for (const [input, output] of [
			['a\n\nClause: b', 'c'],
			['a', 'b\n\nClause: c'],
			['a', ''],
			['a', '{{b}}'],
			['a\nLabel: b', 'c'],
		] as const) {
			expect(() => withAdded(promptText, fixture('clauses.txt'), { input, output })).toThrow('Reword it');
		}
		expect(() => withAdded(promptText, fixture('stars.txt'), { input: 'a', output: '5' })).toThrow('Reword it');
	});

	test('anything added is read back or refused, and nothing else changes', () => {
		for (const document of prompts.flatMap(name => variantsOf(fixture(name)))) {
			const lead = document.name === 'stars.txt' ? 'context: a\nquestion: b\nanswer: c' : 'It is ';
			const additions = nastyDemonstrations(40, 29).map(({ input, output }) => ({
				input: lead + input,
				output: `a${output}`,
			}));
			const readBack = (text: string) => withPlainLineEnds(text).replace(/[ \t\n]+$/, '');
			expect(expectEditable(promptText, document, additions, readBack, true)).toBeGreaterThan(5);
		}
	});

	test.each(['1', '2'])('removing example %s leaves the other, and the task', id => {
		for (const document of prompts.flatMap(name => variantsOf(fixture(name)))) {
			const before = promptText.parse(document);
			const after = promptText.parse(withRemoved(promptText, document, id));
			expect(after.task?.text).toBe(before.task?.text);
			expect(after.demonstrations.map(({ output }) => output?.text)).toHaveLength(1);
		}
	});
});
