import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../../src/base/textRange';
import { json } from '../../../../src/demonstrations/formats/json';
import { expectEachRemovable, expectExactJsonSpans, expectSafeEdits, pairsOf } from '../editing';
import { fixture, variantsOf } from '../samples';

const files = [
	'reviews.json',
	'numbers.json',
	'wordProblems.json',
	'capitalsMap.json',
	'splits.json',
	'commented.jsonc',
];

const named = (text: string) => ({ name: 'set.json', text });

const added = (name: string, input: string, output: string) => {
	const document = fixture(name);
	const edits = json.insert(document, json.parse(document), [{ input, output }]);
	return edits.map(({ newText }) => newText).join('');
};

describe('parse', () => {
	test('reads an array of objects', () => {
		const { problems, demonstrations } = json.parse(fixture('reviews.json'));
		expect(problems).toEqual([]);
		expect(demonstrations.map(({ id, output }) => [id, output?.text])).toEqual([
			['1', 'negative'],
			['2', 'positive'],
			['3', 'neutral'],
		]);
		expect(demonstrations[1]?.input.text).toBe('Said “wow” twice 🍲: best ramen in town!');
	});

	test('reads an object of objects, each with its key', () => {
		const document = fixture('capitalsMap.json');
		const [first] = json.parse(document).demonstrations;
		expect(document.text.slice(first?.span.start, first?.span.end)).toMatch(/^"peru": \{.*\}$/);
	});

	test('keeps numbers as they are written and lists as compact JSON', () => {
		expect(pairsOf(json.parse(fixture('numbers.json'))).map(([, output]) => output)).toEqual(['6', '1.50', '[2,3,5]']);
	});

	test('puts what belongs to the input together', () => {
		expect(pairsOf(json.parse(fixture('wordProblems.json')))[0]).toEqual([
			'Body: Ana has 3 pears. She eats one.\nQuestion: How many are left?',
			'2.0',
		]);
	});

	test('takes the largest of several lists, or the one that is named', () => {
		const document = fixture('splits.json');
		const set = json.parse(document);
		expect(set).toMatchObject({ name: 'data.train', names: ['data.train', 'data.test'] });
		expect(set.demonstrations).toHaveLength(3);
		expect(pairsOf(json.parse(document, { set: 'data.test' }))).toEqual([['7 + 1', '8']]);
		expect(json.parse(document, { set: 'dev' }).name).toBe('data.train');
	});

	test('reads over comments, and over a last comma where the name says so', () => {
		const document = fixture('commented.jsonc');
		expect(json.parse(document).problems).toEqual([]);
		expect(pairsOf(json.parse(document)).map(([, output]) => output)).toEqual(['orange', 'green', 'pink']);
		expect(json.parse({ ...document, name: 'commented.json' }).problems).toHaveLength(2);
	});

	test('says what is wrong and reads the rest', () => {
		const { text } = fixture('brokenList.json');
		const { demonstrations, problems } = json.parse(named(text));
		expect(demonstrations.map(({ input }) => input.text)).toEqual(['one', 'two', 'five']);
		expect(problems.map(({ message, span }) => [message, text.slice(span.start, span.end)])).toEqual([
			['This is not valid JSON: a comma is missing.', '"output"'],
			['This record is a value of another kind than its siblings.', '"three"'],
			['This record has no "output".', '{"input": "four"}'],
			['This is not valid JSON: a closing bracket is missing.', ''],
		]);
	});

	test('follows a mapping', () => {
		const text =
			'{"rows": [{"q": {"en": "two"}, "r": ["deux"]}, {"q": {"en": "four"}, "r": ["quatre"]}], "x": [{"y": 1}]}';
		const mapping = { input: 'q.en', output: 'r.0' };
		expect(pairsOf(json.parse(named(text), { mapping }))).toEqual([
			['two', 'deux'],
			['four', 'quatre'],
		]);
	});

	test('does not fall over nesting without end', () => {
		for (const opening of ['[', '{"a":', '"b\n[', '/* " */ [']) {
			const { demonstrations, problems } = json.parse(named(opening + '['.repeat(300_000)));
			expect(demonstrations).toEqual([]);
			expect(problems.length).toBeGreaterThan(0);
		}
	});

	test('keys that mean something to JavaScript are keys like others', () => {
		const text = '[{"__proto__": {"input": "x"}, "constructor": "y", "input": "a", "output": "b"}]';
		expect(pairsOf(json.parse(named(text)))).toEqual([['a', 'b']]);
	});
});

test.each(files)('spans of %s are exact', name => {
	expectExactJsonSpans(json, fixture(name));
});

describe('detect', () => {
	test.each(files)('knows %s by its content', name => {
		for (const document of variantsOf(fixture(name))) {
			expect(json.detect(document)).toBeGreaterThan(0.5);
			expect(json.detect({ ...document, name: 'untitled:Untitled-1' })).toBeGreaterThan(0.5);
		}
	});

	test.each([
		[
			'a manifest',
			'package.json',
			'{"name": "x", "keywords": ["a"], "scripts": {"test": "t"}, "dependencies": {"a": "1"}}',
		],
		['a lock file', 'package-lock.json', '{"packages": {"": {"name": "x"}, "node_modules/a": {"version": "1.0.0"}}}'],
		[
			'a compiler configuration',
			'tsconfig.json',
			'// strict\n{"compilerOptions": {"strict": true, "paths": {"a": ["b"]}}}',
		],
		[
			'editor tasks',
			'tasks.json',
			'{"tasks": [{"label": "build", "command": "x", "problemMatcher": []}], "inputs": []}',
		],
		['translations', 'de.json', '{"hello": "Hallo", "question": "Frage", "answer": "Antwort"}'],
		['a graph', 'graph.json', '{"links": [{"source": "a", "target": "b"}, {"source": "b", "target": "c"}]}'],
		['a schema', 'schema.json', '{"properties": {"input": {"type": "string"}, "output": {"type": "string"}}}'],
		['map data', 'map.json', '{"features": [{"type": "Feature", "geometry": {}, "properties": {"label": "x"}}]}'],
		['records of numbers', 'data.json', '[{"x": 1, "y": 2}, {"x": 3, "y": 4}]'],
		['code', 'index.ts', '[{"input": "a", "output": "b"}]'],
		['JSON Lines', 'lines', '{"input": "a", "output": "b"}\n{"input": "c", "output": "d"}\n'],
		['nothing', 'empty.json', ''],
		['a comment without end', 'open.json', '[]/*'],
	])('leaves %s alone', (_, name, text) => {
		expect(json.detect({ name, text })).toBe(0);
	});
});

describe('insert and remove', () => {
	test.each(files)('what is added to %s is read back, and taken away without a trace', name => {
		expect(expectSafeEdits(json, fixture(name))).toBeGreaterThan(100);
	});

	test.each(files)('every record of %s can be removed', name => {
		expectEachRemovable(json, fixture(name));
	});

	test('writes keys, order, spacing and escapes of the last record', () => {
		expect(added('wordProblems.json', 'Body: é\nQuestion: 1?', '2.50')).toBe(
			',\n    {"ID": "", "Body": "é", "Question": "1?", "Answer": 2.50}',
		);
		expect(added('numbers.json', 'Which?', '7')).toBe(',\n{"Question":"Which?","Answer":"7"}');
		expect(added('commented.jsonc', 'a', 'b')).toBe(',\n\t{ "input": "a", "output": "b" }');
		expect(added('reviews.json', 'a', 'b')).toBe(',\n  {\n    "text": "a",\n    "label": "b",\n    "stars": null\n  }');
	});

	test('goes on with the keys of an object', () => {
		expect(added('capitalsMap.json', 'Peru?', 'Lima')).toBe(
			',\n\t"chile_2": { "question": "Peru?", "answer": "Lima" }',
		);
	});

	test('adds several in their order', () => {
		const document = fixture('reviews.json');
		const additions = [
			{ input: 'first one', output: 'x' },
			{ input: 'second one', output: 'y' },
		];
		const text = applyEdits(document.text, json.insert(document, json.parse(document), additions));
		expect(JSON.parse(text)).toHaveLength(5);
		expect(pairsOf(json.parse(named(text))).slice(-2)).toEqual([
			['first one', 'x'],
			['second one', 'y'],
		]);
	});

	test('keeps the comments around what is removed', () => {
		const document = fixture('commented.jsonc');
		for (const id of ['1', '2', '3']) {
			const text = applyEdits(document.text, json.remove(document, json.parse(document), id));
			for (const comment of [
				'// the easy ones',
				'// checked',
				'/* still\n\t   open */',
				'// the hard one',
				'// done',
			]) {
				expect(text).toContain(comment);
			}
		}
	});

	test('leaves an empty list where the only record was', () => {
		const document = named('{ "examples": [ { "input": "a", "output": "b" } ] }\n');
		expect(applyEdits(document.text, json.remove(document, json.parse(document), '1'))).toBe('{ "examples": [] }\n');
	});
});
