import { describe, expect, test } from 'vitest';
import { snipsNlu } from '../../../../src/demonstrations/formats/snipsNlu';
import { expectEachRemovable, expectSafeEdits, pairsOf } from '../editing';
import { fixture, nastyDemonstrations } from '../samples';

const document = fixture('snips.json');

describe('Snips NLU', () => {
	test('puts the segments of a query together; its slots are the output', () => {
		const set = snipsNlu.parse(document);
		expect(set).toMatchObject({ name: 'RateBook', names: ['RateBook', 'PlayMusic'] });
		expect(pairsOf(set)).toEqual([
			['Rate The "Odyssey" a five', 'object_name: The "Odyssey"\nrating_value: five'],
			['Rate this book', ''],
		]);
	});

	test('the span of a query reaches from its first segment to its last', () => {
		const [first] = snipsNlu.parse(document).demonstrations;
		const cut = document.text.slice(first?.input.span.start, first?.input.span.end);
		expect(cut.startsWith('Rate " }')).toBe(true);
		expect(cut.endsWith('"five')).toBe(true);
	});

	test('what is added goes without a trace', () => {
		expect(snipsNlu.detect(document)).toBe(0.9);
		const queries = nastyDemonstrations(30, 31).flatMap(({ input, output }) => [
			{ input, output: '' },
			{ input: `${input}five${output}`, output: 'rating_value: five' },
			{ input: `a ${input} b`, output: 'first: a\nsecond: b' },
		]);
		expect(expectSafeEdits(snipsNlu, document, queries)).toBeGreaterThan(300);
		expectEachRemovable(snipsNlu, document);
	});

	test('cuts a query at its slots', () => {
		const [edit] = snipsNlu.insert(document, snipsNlu.parse(document), [
			{ input: 'Give Emma six stars', output: 'object_name: Emma\nrating_value: six' },
		]);
		expect(JSON.parse((edit?.newText ?? '').slice(1))).toEqual({
			data: [
				{ text: 'Give ' },
				{ text: 'Emma', entity: 'object_name' },
				{ text: ' ' },
				{ text: 'six', entity: 'rating_value' },
				{ text: ' stars' },
			],
		});
	});

	test('says what an output must be', () => {
		const insert = () => snipsNlu.insert(document, snipsNlu.parse(document), [{ input: 'a b', output: 'x: c' }]);
		expect(insert).toThrow('lines "slot: words"');
	});

	test('leaves rich text alone', () => {
		const text = '{"blocks": [{"data": {"text": "x"}}, {"data": []}]}';
		expect(snipsNlu.detect({ name: 'x.json', text })).toBe(0);
	});
});
