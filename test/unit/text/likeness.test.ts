import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { LikenessIndex } from '../../../src/text/likeness';

const between = (first: string, second: string, ...others: string[]): number =>
	LikenessIndex.of([first, second, ...others]).between(0, 1);

describe('lexical likeness', () => {
	test('is symmetric, between 0 and 1, and 0 for texts without a common word', () => {
		const texts = ['How do I reset my password?', 'How can I reset the password', 'Cats sleep', 'a b a b', ''];
		const index = LikenessIndex.of(texts);
		for (let first = 0; first < texts.length; first++) {
			for (let second = 0; second < texts.length; second++) {
				const likeness = index.between(first, second);
				expect(likeness).toBeCloseTo(index.between(second, first), 12);
				expect(likeness).toBeGreaterThanOrEqual(0);
				expect(likeness).toBeLessThan(1);
			}
		}
		expect(index.between(0, 2)).toBe(0);
	});

	test('a word replaced costs more than the same word added', () => {
		const added = between('The pizza was cold', 'The pizza was cold yesterday');
		const replaced = between('The pizza was cold today', 'The pizza was cold yesterday');
		expect(replaced).toBeLessThan(added);
	});

	test('what the whole list has in common counts little', () => {
		const countries = ['Chile', 'Kenya', 'Japan', 'Norway', 'Cuba', 'Ghana'].map(
			name => `What is the capital of ${name}?`,
		);
		const alone = between('What is the capital of France?', 'What is the capital of Peru?');
		expect(between('What is the capital of France?', 'What is the capital of Peru?', ...countries)).toBeLessThan(alone);
	});

	test('other numbers, signs or a negation on one side say something else', () => {
		expect(between('Add 17 and 25 for me', 'Add 18 and 24 for me')).toBe(0);
		expect(between('What is 6 * 4?', 'What is 6 + 4?')).toBe(0);
		expect(between('The soup was good', "The soup wasn't good")).toBe(0);
		expect(between('She buys four pens', 'She buys 4 pens')).toBeGreaterThan(0.8);
	});

	test('the same words in another order are less alike', () => {
		const same = between('the doctor saw the lawyer', 'the doctor saw the lawyer!');
		expect(between('the doctor saw the lawyer', 'the lawyer saw the doctor')).toBeLessThan(0.8 * same);
	});

	test('the pairs of a list are those that pass one by one', () => {
		const texts = Array.from({ length: 40 }, (_, index) =>
			['red', 'green', 'blue', 'tall', 'small', 'round'].filter((_word, bit) => (index * 7 + 3) & (1 << bit)).join(' '),
		);
		const index = LikenessIndex.of(texts);
		const expected = texts.flatMap((_, second) =>
			texts.slice(0, second).flatMap((_text, first) => (index.between(first, second) >= 0.5 ? [[first, second]] : [])),
		);
		expect(Array.from(index.pairsFrom(0.5), ({ first, second }) => [first, second])).toEqual(expected);
		expect(expected.length).toBeGreaterThan(10);
	});

	test('in a long list of much alike texts each with a like one is still found', () => {
		const random = seededRandom(3);
		const places = Array.from({ length: 30 }, (_, index) => `place${'abcdefghijklmnopqrstuvwxyzäöüß'[index] ?? ''}`);
		const place = () => places[Math.floor(random() * places.length)] ?? '';
		const texts = Array.from(
			{ length: 6000 },
			() => `Send it from ${place()} by ${place()} and ${place()} to ${place()}.`,
		);
		const first = texts.length;
		texts.push('Bring the lamp from the attic to the kitchen.', ...texts.splice(0, 100));
		texts.push('Please bring the lamp from the attic to the kitchen.');
		const pairs = LikenessIndex.of(texts).pairsFrom(0.74);
		expect(pairs).toContainEqual(expect.objectContaining({ first: first - 100, second: texts.length - 1 }));
		expect(pairs.every(({ first, second, likeness }) => first < second && likeness >= 0.74)).toBe(true);
	});
});
