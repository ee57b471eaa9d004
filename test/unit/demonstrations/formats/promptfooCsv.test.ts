import { describe, expect, test } from 'vitest';
import { promptfooCsv } from '../../../../src/demonstrations/formats/promptfooCsv';
import { expectEditable, pairsOf, sourceOf, withAdded } from '../editing';
import { fixture, nastyDemonstrations, variantsOf } from '../samples';

const named = (text: string) => ({ name: 'tests.csv', text });

describe('parse', () => {
	test('joins the variables and reads what is expected, where that is an answer', () => {
		for (const document of variantsOf(fixture('greetings.csv'))) {
			const set = promptfooCsv.parse(document);
			expect(set.problems).toEqual([]);
			expect(pairsOf(set)).toEqual([
				['name: Ada\nmessage: Good morning', 'morning'],
				['name: Ben\nmessage: Do you open late?', 'six, seven'],
				['name: Cai\nmessage: Tell me a joke', undefined],
				['name: Dee\nmessage: Is it JSON?', undefined],
				['name: Eve\nmessage: What is two plus two?', 'four'],
				['name: Fay\nmessage: Who are you?', undefined],
				['name: Gus\nmessage: Bye', 'bye'],
			]);
			expect(set.demonstrations.map(({ output }) => sourceOf(document, output))).toEqual(
				pairsOf(set).map(([, output]) => output),
			);
		}
	});

	test('takes the closest of several expectations', () => {
		const text = 'q,__expected1,__expected2,__expected3\na,is-json,"contains(0.5): b","equals:b ""c"""\n';
		expect(pairsOf(promptfooCsv.parse(named(text)))).toEqual([['a', 'b "c"']]);
	});

	test('opens and runs nothing', () => {
		const text = 'q,__expected\na,file://check.js\nb,python:print(1)\nfile://secret.txt,not-contains:x\n';
		expect(pairsOf(promptfooCsv.parse(named(text)))).toEqual([
			['a', undefined],
			['b', undefined],
			['file://secret.txt', undefined],
		]);
	});

	test('says which rows have no variables', () => {
		const { problems } = promptfooCsv.parse(named('q,__expected\n,a\nb,c\n'));
		expect(problems.map(({ message }) => message)).toEqual(['This row has nothing in its variable q.']);
	});
});

describe('detect', () => {
	test('knows the columns, before the table does', () => {
		expect(promptfooCsv.detect(fixture('greetings.csv'))).toBeGreaterThan(0.9);
		expect(promptfooCsv.detect(named('q,__description\na,b\n'))).toBeGreaterThan(0.9);
	});

	test.each([
		['a table of its own columns', 'question,answer\na,b\n'],
		['private columns of another kind', '__index_level_0__,text,label\n0,a,b\n'],
		['no variables', '__expected\na\n'],
	])('leaves %s alone', (_, text) => {
		expect(promptfooCsv.detect(named(text))).toBe(0);
	});
});

describe('insert', () => {
	test('writes the usual kind of assertion', () => {
		const document = fixture('greetings.csv');
		const input = 'name: Hal\nmessage: Open the door';
		const { text } = withAdded(promptfooCsv, document, { input, output: 'sorry' });
		expect(text).toBe(`${document.text}Hal,Open the door,contains:sorry,,desk\n`);
	});

	test('writes an answer alone where that is usual, unless it would be read as something else', () => {
		const document = named('q,__expected\na,b\n');
		const added = (output: string) => withAdded(promptfooCsv, document, { input: 'c', output }).text;
		expect(added('d')).toBe(`${document.text}c,d\n`);
		expect(added('is-json')).toBe(`${document.text}c,equals:is-json\n`);
		expect(added('contains: d')).toBe(`${document.text}c,equals:contains: d\n`);
		expect(added('')).toBe(`${document.text}c,""\n`);
	});

	test('says that the column for the answer is missing', () => {
		const document = named('q,__description\na,b\n');
		expect(() => withAdded(promptfooCsv, document, { input: 'c', output: 'd' })).toThrow('"__expected"');
	});

	test.each([...variantsOf(fixture('greetings.csv')), ...variantsOf(named('q,__expected\na,b\n'))])(
		'anything added to $name ($variant) is read back, and nothing else changes',
		document => {
			expect(expectEditable(promptfooCsv, document, nastyDemonstrations(60, 7))).toBe(60);
		},
	);
});
