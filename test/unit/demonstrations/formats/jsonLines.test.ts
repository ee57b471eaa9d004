import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../../src/base/textRange';
import { jsonLines } from '../../../../src/demonstrations/formats/jsonLines';
import { fixture, nastyDemonstrations, variantsOf } from '../samples';

const named = (text: string) => ({ name: 'set.jsonl', text });

function pairs(text: string): readonly (readonly [string, string | undefined])[] {
	return jsonLines.parse(named(text)).demonstrations.map(({ input, output }) => [input.text, output?.text]);
}

describe('parse', () => {
	test('reads a demonstration a line', () => {
		const { demonstrations, problems, task } = jsonLines.parse(fixture('questions.jsonl'));
		expect(demonstrations.map(({ id, output }) => [id, output?.text])).toEqual([
			['1', 'Mercury'],
			['2', 'Katze'],
			['3', 'salt 🧂'],
			['4', ''],
		]);
		expect(demonstrations[1]?.input.text).toBe('Wie heißt "cat" auf Deutsch?\n(One word.)');
		expect(problems).toEqual([]);
		expect(task).toBeUndefined();
	});

	test.each(['questions.jsonl', 'escaped.jsonl', 'chat.jsonl', 'duplicateKeys.jsonl', 'instructions.jsonl'])(
		'spans of %s cut out what decodes to the text',
		name => {
			for (const document of variantsOf(fixture(name))) {
				const { demonstrations } = jsonLines.parse(document);
				expect(demonstrations.length).toBeGreaterThan(1);
				for (const { input, output, span } of demonstrations) {
					expect(document.text.slice(span.start, span.end)).toMatch(/^\{.*\}$/);
					for (const field of [input, output].filter(given => given !== undefined)) {
						const source = document.text.slice(field.span.start, field.span.end);
						const single = !/^\w+: |\n/.test(field.text) && !source.startsWith('[');
						if (single) {
							expect(JSON.parse(`"${source}"`)).toBe(field.text);
						}
					}
				}
			}
		},
	);

	test('reads the same from a file with a byte order mark, CRLF or no final line end', () => {
		const expected = jsonLines.parse(fixture('questions.jsonl')).demonstrations.map(({ input }) => input.text);
		for (const document of variantsOf(fixture('questions.jsonl'))) {
			expect(jsonLines.parse(document).demonstrations.map(({ input }) => input.text)).toEqual(expected);
		}
	});

	test('says what is wrong with each line that it cannot read, and reads the others', () => {
		const { text } = fixture('broken.jsonl');
		const { demonstrations, problems } = jsonLines.parse(named(text));
		expect(demonstrations.map(({ input, output }) => [input.text, output?.text])).toEqual([
			['one', '1'],
			['seven', '7'],
		]);
		expect(problems.map(({ message, span }) => [message, text.slice(span.start, span.end)])).toEqual([
			['This line is not valid JSON: a closing brace is missing at column 29.', '{"input": "two", "output": 2'],
			['This line is not valid JSON: a comma is missing at column 21.', '{"input": "three" "output": 3}'],
			['This line is JSON, but not an object in braces.', '["four", 4]'],
			['This line has no "output".', '{"input": "five"}'],
			['This line has no "output".', '{"input": "six", "output": null}'],
		]);
	});

	test('takes the last of duplicate keys, as JSON.parse does', () => {
		expect(pairs(fixture('duplicateKeys.jsonl').text)).toEqual([
			['second', 'a'],
			['third', 'd'],
		]);
	});

	test('decides on columns by the majority of lines', () => {
		const { demonstrations, problems } = jsonLines.parse(
			named('{"prompt": "a", "completion": "b"}\n{"text": "x", "label": "y"}\n{"prompt": "c", "completion": "d"}'),
		);
		expect(demonstrations).toHaveLength(2);
		expect(problems.map(({ message }) => message)).toEqual(['This line has no "prompt".']);
	});

	test('keeps numbers as written and makes other values compact JSON', () => {
		expect(pairs('{"input": "a", "output": 1.50}\n{"input": "b", "output": { "x": [1, 2] }}')).toEqual([
			['a', '1.50'],
			['b', '{"x":[1,2]}'],
		]);
	});

	test('joins what belongs to the input', () => {
		expect(pairs(fixture('entities.jsonl').text)).toEqual([
			['text: Ada met Bob in Rome.\nentity_type: person', 'Ada, Bob'],
			['text: Ada met Bob in Rome.\nentity_type: place', 'Rome'],
		]);
	});

	test('takes an instruction that all lines share for the task', () => {
		const { task, demonstrations } = jsonLines.parse(fixture('instructions.jsonl'));
		expect(task).toMatchObject({ text: 'Give the plural.', source: 'file' });
		expect(demonstrations.map(({ input }) => input.text)).toEqual(['mouse', 'child']);
	});

	test('keeps instructions that differ in the input', () => {
		const lines =
			'{"instruction":"Add.","input":"1 1","output":"2"}\n{"instruction":"Greet.","input":"","output":"Hi"}';
		expect(jsonLines.parse(named(lines)).task).toBeUndefined();
		expect(pairs(lines)).toEqual([
			['instruction: Add.\ninput: 1 1', '2'],
			['Greet.', 'Hi'],
		]);
	});

	test('reads conversations: the last answer is the output, the shared system message the task', () => {
		const { task, demonstrations, problems } = jsonLines.parse(fixture('chat.jsonl'));
		expect(task).toMatchObject({ text: 'Name the tool.', source: 'file' });
		expect(demonstrations.map(({ input, output }) => [input.text, output?.text])).toEqual([
			['Will it rain?', 'weather'],
			['Add 2\nand 3.', 'calculator'],
			['user: Hello\nassistant: Hi!\nuser: What time is it?', '[{"name":"clock"}]'],
		]);
		expect(problems.map(({ message }) => message)).toEqual(['This line has no message of the assistant.']);
	});

	test('keeps system messages that differ in the input', () => {
		const chat = (system: string) =>
			`{"messages":[{"role":"system","content":"${system}"},{"role":"user","content":"q"},{"role":"assistant","content":"a"}]}`;
		const text = `${chat('one')}\n${chat('two')}\n`;
		expect(jsonLines.parse(named(text)).task).toBeUndefined();
		expect(pairs(text)[1]).toEqual(['system: two\nuser: q', 'a']);
	});

	test('follows a mapping with dotted paths', () => {
		const { demonstrations } = jsonLines.parse(fixture('nested.jsonl'), {
			mapping: { input: 'data.inputs.q', output: 'data.choices.0', rationale: 'gold' },
		});
		expect(demonstrations.map(({ input, output, rationale }) => [input.text, output?.text, rationale?.text])).toEqual([
			['2 + 2', '4', '[4]'],
			['3 + 3', '6', '[6]'],
		]);
	});

	test('does not fall over nesting without end', () => {
		const deep = `{"input": "a", "output": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
		expect(jsonLines.parse(named(deep)).demonstrations[0]?.output?.text).toHaveLength(400_000);
		expect(jsonLines.parse(named(deep.slice(0, 200_000))).problems[0]?.message).toContain('nests deeper');
	});

	test('reads a line of a million characters', () => {
		const long = 'x"\\\n'.repeat(250_000);
		expect(pairs(JSON.stringify({ input: long, output: 'y' }))).toEqual([[long, 'y']]);
	});
});

describe('detect', () => {
	test.each(['questions.jsonl', 'escaped.jsonl', 'broken.jsonl', 'chat.jsonl', 'instructions.jsonl', 'entities.jsonl'])(
		'knows %s by name and by content',
		name => {
			expect(jsonLines.detect(fixture(name))).toBeGreaterThan(0.8);
			expect(jsonLines.detect({ ...fixture(name), name: 'untitled' })).toBeGreaterThan(0.5);
		},
	);

	test.each([
		['a log', fixture('log.jsonl')],
		['an empty file', named('')],
		['a table', named('question,answer\na,b\n')],
		['one JSON object', { name: 'a.json', text: '{"input": "a", "output": "b"}' }],
		['a list', { name: 'a.json', text: '[\n{"input": "a", "output": "b"}\n]' }],
		['a manifest', { name: 'package.json', text: '{\n  "name": "x",\n  "main": "y"\n}\n' }],
	])('leaves %s alone', (_, document) => {
		expect(jsonLines.detect(document)).toBe(0);
	});
});

describe('insert', () => {
	const added = (name: string, input: string, output: string) => {
		const document = fixture(name);
		const edits = jsonLines.insert(document, jsonLines.parse(document), [{ input, output }]);
		return edits.map(({ newText }) => newText).join('');
	};

	test('writes keys, order and spacing of the last line', () => {
		expect(added('questions.jsonl', 'Größe?', 'é')).toBe('{"question": "Größe?", "answer": "é", "topic": ""}\n');
		expect(added('entities.jsonl', 'text: Eve ran.\nentity_type: person', 'Eve')).toBe(
			'{"text": "Eve ran.", "entity_type": "person", "results": "Eve"}\n',
		);
	});

	test('escapes as the file does', () => {
		expect(added('escaped.jsonl', 'thé 🍵', 'drink')).toBe('{"text":"th\\u00e9 \\ud83c\\udf75","label":"drink"}\n');
	});

	test('keeps a column of numbers', () => {
		expect(added('broken.jsonl', 'eight', '8')).toBe('{"input": "eight", "output": 8}\n');
		expect(added('broken.jsonl', 'half', '0.50')).toBe('{"input": "half", "output": 0.50}\n');
		expect(added('broken.jsonl', 'nine', 'many')).toBe('{"input": "nine", "output": "many"}\n');
	});

	test('repeats the shared instruction and the shared system message', () => {
		expect(added('instructions.jsonl', 'goose', 'geese')).toBe(
			'{"instruction":"Give the plural.","input":"goose","output":"geese"}\n',
		);
		expect(added('chat.jsonl', 'Play music', 'player')).toBe(
			'{"messages": [{"role": "system", "content": "Name the tool."}, {"role": "user", "content": "Play music"}, {"role": "assistant", "content": "player"}]}\n',
		);
	});

	test('copies what all lines share and empties what is each line’s own', () => {
		const line = (id: string) =>
			`{"id": "${id}", "n": 1.0, "tags": [ 1 ], "meta": {"at": ${id.length}}, "input": "i", "output": "o"}\n`;
		const document = named(line('a') + line('bb'));
		const edits = jsonLines.insert(document, jsonLines.parse(document), [{ input: 'x', output: 'y' }]);
		expect(edits[0]?.newText).toBe('{"id": "", "n": 1.0, "tags": [ 1 ], "meta": null, "input": "x", "output": "y"}\n');
	});

	test('says what to do where a mapping goes into a list', () => {
		const document = fixture('nested.jsonl');
		const mapping = { input: 'data.inputs.q', output: 'data.choices.0' };
		const insert = () =>
			jsonLines.insert(document, jsonLines.parse(document, { mapping }), [{ input: 'a', output: 'b' }], { mapping });
		expect(insert).toThrow('Write the record by hand');
	});

	test('writes under the paths of a mapping', () => {
		const document = fixture('nested.jsonl');
		const mapping = { input: 'data.inputs.q', output: 'gold' };
		const edits = jsonLines.insert(
			document,
			jsonLines.parse(document, { mapping }),
			[{ input: '1 + 1', output: '[2]' }],
			{
				mapping,
			},
		);
		const [line] = edits.map(({ newText }) => JSON.parse(newText) as unknown);
		expect(line).toMatchObject({ data: { inputs: { q: '1 + 1' } }, gold: [2] });
	});

	test('starts an empty file', () => {
		const empty = named('');
		const edits = jsonLines.insert(empty, jsonLines.parse(empty), [{ input: 'a', output: 'b' }]);
		expect(applyEdits('', edits)).toBe('{"input": "a", "output": "b"}\n');
	});
});

describe('insert and remove', () => {
	const names = [
		'questions.jsonl',
		'escaped.jsonl',
		'broken.jsonl',
		'chat.jsonl',
		'instructions.jsonl',
		'entities.jsonl',
	];

	test.each(names)('anything added to %s is read back as the last, and nothing else changes', name => {
		for (const document of variantsOf(fixture(name))) {
			const set = jsonLines.parse(document);
			// Beside a shared instruction, an input without a word would make the instruction the input.
			const readable = nastyDemonstrations(40, 7).filter(({ input }) => set.task === undefined || input.trim() !== '');
			for (const demonstration of readable) {
				const edits = jsonLines.insert(document, set, [demonstration]);
				const text = applyEdits(document.text, edits);
				const after = jsonLines.parse(named(text));
				const last = after.demonstrations.at(-1);
				expect({ input: last?.input.text, output: last?.output?.text }).toEqual(demonstration);
				expect(after.demonstrations).toHaveLength(set.demonstrations.length + 1);
				expect(edits.every(({ span }) => span.start === span.end)).toBe(true);
				expect(applyEdits(text, jsonLines.remove(named(text), after, last?.id ?? ''))).toBe(document.text);
			}
		}
	});

	test('removing takes the line with its line end', () => {
		for (const document of variantsOf(named('{"input":"a","output":"1"}\n{"input":"b","output":"2"}\n'))) {
			const set = jsonLines.parse(document);
			for (const { id } of set.demonstrations) {
				const text = applyEdits(document.text, jsonLines.remove(document, set, id));
				expect(text.length - text.indexOf('{')).toBe('{"input":"a","output":"1"}'.length + endLength(document.text));
				expect(jsonLines.parse(named(text)).demonstrations.map(({ output }) => output?.text)).toEqual([
					id === '1' ? '2' : '1',
				]);
			}
		}
	});
});

function endLength(text: string): number {
	return /[\r\n]*$/.exec(text)?.[0].length ?? 0;
}
