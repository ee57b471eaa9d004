import { describe, expect, test } from 'vitest';
import { jinjaChat } from '../../../../src/demonstrations/formats/jinjaChat';
import { prompty } from '../../../../src/demonstrations/formats/prompty';
import { expectEditable, pairsOf, sourceOf, withAdded, withPlainLineEnds, withRemoved } from '../editing';
import { fixture, nastyDemonstrations, variantsOf } from '../samples';

const named = (text: string) => ({ name: 'a.prompty', text });

describe('a Jinja chat template', () => {
	const document = fixture('sums.jinja2');

	test('reads turns, and neither the loop over a conversation nor the open turn', () => {
		for (const variant of variantsOf(document)) {
			const set = jinjaChat.parse(variant);
			expect(set.problems).toEqual([]);
			expect(pairsOf(set)).toEqual([
				['One and two?', '{"answer": 3}'],
				['Five and six?', '{"answer": 11}'],
			]);
			expect(set.task?.text).toBe('You add numbers. {% if polite %}Be polite.{% endif %}');
			for (const { input, output, span } of set.demonstrations) {
				expect(sourceOf(variant, input)).toBe(input.text);
				expect(sourceOf(variant, output)).toBe(output?.text);
				expect(variant.text.slice(span.start, span.end)).toMatch(/^# user:\s[^]*\}$/);
			}
		}
	});

	test('reads labels where there are no turns', () => {
		const text = 'Add.\n\nQ: 1+1\nA: 2\n\nQ: {{ q }}\nA:';
		const set = jinjaChat.parse({ name: 'a.j2', text });
		expect(pairsOf(set)).toEqual([['1+1', '2']]);
		expect(set.task?.text).toBe('Add.');
	});

	test('adds a turn before the loop, in the distance of the others', () => {
		expect(withAdded(jinjaChat, document, { input: 'Two and two?', output: 'four' }).text).toBe(
			document.text.replace('\n{% for', '\n# user:\nTwo and two?\n# assistant:\nfour\n{% for'),
		);
	});

	test('keeps the template from reading what is added', () => {
		const added = withAdded(jinjaChat, document, { input: 'What is {{ x }}?', output: '{% a %}' });
		expect(added.text).toContain('{% raw %}What is {{ x }}?{% endraw %}');
		expect(pairsOf(jinjaChat.parse(added)).at(-1)).toEqual(['What is {{ x }}?', '{% a %}']);
		expect(() => withAdded(jinjaChat, document, { input: '{{ a }}{% endraw %}', output: 'b' })).toThrow('endraw');
	});

	test.each([
		['a page', 'a.jinja2', '<html>{% for user in users %}\nuser: {{ user }}\n{% endfor %}</html>'],
		['a configuration', 'a.yaml.j2', 'system:\n  user:\n    name: {{ name }}\nassistant:\n  none\n'],
		['a template without examples', 'a.j2', 'system:\nHelp.\n\nuser:\n{{ question }}\n'],
		['another file', 'a.txt.bak', 'user:\na\nassistant:\nb\n'],
	])('leaves %s alone', (_, name, text) => {
		expect(jinjaChat.detect({ name, text })).toBe(0);
	});

	test('knows a chat', () => {
		for (const variant of variantsOf(document)) {
			expect(jinjaChat.detect(variant)).toBeGreaterThan(0.8);
		}
	});
});

describe('a prompty', () => {
	const document = fixture('shop.prompty');

	test('reads the turns, and the sample as a set of its own', () => {
		const set = prompty.parse(document);
		expect(pairsOf(set)).toEqual([
			['Can I rent a bike?', 'Yes, by the day or by the week.'],
			['What does {% raw %}{{name}}{% endraw %} mean on my receipt?', 'It is a mistake of ours.'],
		]);
		expect(set).toMatchObject({
			name: 'prompt',
			names: ['prompt', 'sample'],
			problems: [],
			task: { text: 'You help in a bicycle shop. Answer in one sentence.' },
		});
		expect(pairsOf(prompty.parse(document, { set: 'sample' }))).toEqual([
			['question: Do you sell bells?\ncontext: Bells are on shelf 3.', undefined],
		]);
	});

	test('reads labels in a message, and the inputs of the second version', () => {
		const second = fixture('second.prompty');
		const set = prompty.parse(second);
		expect(pairsOf(set)).toEqual([['lakes', 'Still and deep.']]);
		expect(set.task?.text).toBe('Write about the topic.');
		expect(pairsOf(prompty.parse(second, { set: 'sample' }))).toEqual([['topic: rivers\nlength: 3', undefined]]);
	});

	test('takes the description for the task where the prompt has none', () => {
		const text = '---\ndescription: Rhyme.\ninputs:\n  word: cat\n---\nuser:\n{{word}}\n';
		expect(prompty.parse(named(text))).toMatchObject({
			task: { text: 'Rhyme.' },
			demonstrations: [{ input: { text: 'cat' }, output: undefined }],
		});
	});

	test('names what is kept elsewhere, and does not open or expand it', () => {
		const { demonstrations, problems } = prompty.parse(fixture('file.prompty'));
		expect(demonstrations).toEqual([]);
		expect(problems.map(({ message }) => message)).toEqual([
			'The sample is in another file (${file:chat.json}), which is not opened. Open that file.',
		]);
		const { demonstrations: samples } = prompty.parse(named('---\nsample:\n  q: ${env:HOME}\n---\nuser:\n{{q}}\n'));
		expect(samples.map(({ input }) => input.text)).toEqual(['${env:HOME}']);
	});

	test('spans cut out the text', () => {
		for (const variant of [...variantsOf(document), ...variantsOf(fixture('second.prompty'))]) {
			for (const set of ['prompt', 'sample']) {
				for (const { input, output } of prompty.parse(variant, { set }).demonstrations) {
					if (set === 'prompt') {
						expect(withPlainLineEnds(sourceOf(variant, input) ?? '')).toBe(input.text);
						expect(withPlainLineEnds(sourceOf(variant, output) ?? '')).toBe(output?.text);
					} else {
						expect(sourceOf(variant, input)).toMatch(/^(?:Do you[^]*shelf 3\.|rivers[^]*3)$/);
					}
				}
			}
		}
	});

	test('adds a turn behind the last one', () => {
		expect(withAdded(prompty, document, { input: 'Do you\nsell locks?', output: 'Yes.' }).text).toBe(
			document.text.replace('ours.\n', 'ours.\n\nuser:\nDo you\nsell locks?\nassistant:\nYes.\n'),
		);
	});

	test('says what cannot be changed', () => {
		const sample = prompty.parse(document, { set: 'sample' });
		expect(() => prompty.insert(document, sample, [{ input: 'a', output: 'b' }])).toThrow('first turn');
		expect(() => prompty.remove(document, sample, '1')).toThrow('front matter');
		expect(() => withAdded(prompty, fixture('second.prompty'), { input: '{{a}} b', output: 'c' })).toThrow(
			'placeholder',
		);
		expect(() => withAdded(prompty, document, { input: 'a\nuser:\nb', output: 'c' })).toThrow('Reword it');
	});

	test('knows its files', () => {
		expect(prompty.detect(document)).toBeGreaterThan(0.9);
		expect(prompty.detect({ ...document, name: 'shop.md' })).toBe(0);
		expect(prompty.detect(named('---\nname: a\n---\nuser:\n{{q}}\n'))).toBe(0);
		expect(prompty.detect(named(''))).toBe(0);
	});

	test('survives front matter without an end', () => {
		expect(prompty.parse(named('---\nname: [a\nuser:\nb\nassistant:\nc\n')).demonstrations).toHaveLength(1);
	});
});

test.each([
	...variantsOf(fixture('sums.jinja2')),
	...variantsOf(fixture('shop.prompty')),
	...variantsOf(fixture('second.prompty')),
])('anything added to $name ($variant) is read back or refused, and nothing else changes', document => {
	const format = document.name.endsWith('.jinja2') ? jinjaChat : prompty;
	const additions = nastyDemonstrations(40, 31).map(({ input, output }) => ({
		input: `a${input}`,
		output: `b${output}`,
	}));
	const readBack = (text: string) => withPlainLineEnds(text).replace(/[ \t\n]+$/, '');
	expect(expectEditable(format, document, additions, readBack, true)).toBeGreaterThan(10);
	const { text } = withRemoved(format, document, '1');
	expect(format.parse({ ...document, text }).task?.text).toBe(format.parse(document).task?.text);
});
