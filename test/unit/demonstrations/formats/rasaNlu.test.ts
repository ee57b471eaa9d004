import { describe, expect, test } from 'vitest';
import { rasaNlu } from '../../../../src/demonstrations/formats/rasaNlu';
import { expectEditable, pairsOf, sourceOf, withAdded, withRemoved } from '../editing';
import { fixture, nastyDemonstrations, variantsOf } from '../samples';

const named = (text: string) => ({ name: 'nlu.yml', text });

describe('parse', () => {
	test('reads the examples of intents, from blocks and from lists', () => {
		for (const document of variantsOf(fixture('nlu.yml'))) {
			const set = rasaNlu.parse(document);
			expect(pairsOf(set)).toEqual([
				['hi there', 'greet'],
				['good [morning](time)', 'greet'],
				['a table for [two](count), please', 'book_table'],
				['thanks a lot', 'thank'],
				['cheers', 'thank'],
			]);
			expect(set.problems.map(({ message }) => message)).toEqual([
				'This line is no example: it does not begin with a dash.',
			]);
			for (const { input, output, span } of set.demonstrations) {
				expect(sourceOf(document, input)?.trim()).toBe(input.text);
				expect(sourceOf(document, output)).toBe(output?.text);
				expect(document.text.slice(span.start, span.end)).toMatch(/^- [^]*\S$/);
			}
		}
	});
});

describe('detect', () => {
	test('knows the format by its content', () => {
		expect(rasaNlu.detect(fixture('nlu.yml'))).toBeGreaterThan(0.9);
		expect(rasaNlu.detect(named('nlu:\n- lookup: a\n  examples: |\n    - b\n'))).toBe(0);
		expect(rasaNlu.detect(named('intents:\n- greet\n'))).toBe(0);
	});
});

describe('insert and remove', () => {
	const document = fixture('nlu.yml');

	test('adds to the intent, or a new intent at the end', () => {
		expect(withAdded(rasaNlu, document, { input: 'hello', output: 'greet' }).text).toBe(
			document.text.replace('- synonym', '    - hello\n- synonym'),
		);
		const two = [
			{ input: 'bye', output: 'leave' },
			{ input: 'hey', output: 'greet' },
			{ input: 'see you', output: 'leave' },
		];
		expect(withAdded(rasaNlu, document, ...two).text).toBe(
			`${document.text.replace('- synonym', '    - hey\n- synonym')}- intent: leave\n  examples: |\n    - bye\n    - see you\n`,
		);
	});

	test('takes an intent away with its only example', () => {
		const { text } = withRemoved(rasaNlu, named(document.text.replace('    no dash here\n', '')), '3');
		expect(text).toBe(document.text.replace(/- intent: book_table\n[^]*?(?=- intent)/, ''));
	});

	test('takes an item of a list away', () => {
		expect(withRemoved(rasaNlu, document, '5').text).toBe(document.text.replace('    - cheers\n', ''));
	});

	test('says that an example is one line', () => {
		expect(() => withAdded(rasaNlu, document, { input: 'a\nb', output: 'greet' })).toThrow('a line each');
	});

	test('anything added is read back or refused, and nothing else changes', () => {
		for (const variant of variantsOf(document)) {
			const additions = nastyDemonstrations(60, 23).map(({ input }, index) => ({
				input,
				output: index % 2 === 0 ? 'greet' : `intent ${index}`,
			}));
			expect(expectEditable(rasaNlu, variant, additions, text => text, true)).toBeGreaterThan(10);
		}
	});
});
