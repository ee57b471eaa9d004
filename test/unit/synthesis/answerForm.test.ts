import { describe, expect, test } from 'vitest';
import { answerForm, finalNumber, hasForm, isSameAnswer } from '../../../src/synthesis/answerForm';

test.each([
	[['{"a": 1}', '[1]'], 'json'],
	[['yes', 'no', 'yes', 'no'], 'label'],
	[['It is 3 + 4 = 7', 'so it makes 12.5 coins', '#### 9'], 'number'],
	[['a red one', 'the long way home is the nicest'], 'text'],
	[[], 'text'],
] as const)('the form of %j is %s', (outputs, form) => {
	expect(answerForm(outputs)).toBe(form);
});

test.each([
	['The answer is 1,234.', 1234],
	['#### -7', -7],
	['first 3, then 4', 4],
	['\\boxed{5/4} it is, of 9', 1.25],
	['half of it\nis 3/4', 0.75],
	['−2', -2],
	['that is 12 square metres.', 12],
	['in 1990 they moved to the old town', undefined],
	['B2B', undefined],
	['none', undefined],
	['1/0', undefined],
])('the number of %j is %s', (text, value) => {
	expect(finalNumber(text)).toBe(value);
});

describe('two answers', () => {
	test('are the same label whatever the case, the quotes and the full stop', () => {
		expect(isSameAnswer('label', 'Positive', '"positive".')).toBe(true);
		expect(isSameAnswer('label', 'positive', 'negative')).toBe(false);
	});

	test('are the same number by value, the same JSON by content', () => {
		expect(isSameAnswer('number', 'so it is 1,000', 'The answer is 1000.0')).toBe(true);
		expect(isSameAnswer('number', '12', '13')).toBe(false);
		expect(isSameAnswer('json', '{"a": 1, "b": [2]}', '{"b":[2],"a":1}')).toBe(true);
		expect(isSameAnswer('json', '{"a": 1}', 'nonsense')).toBe(false);
	});

	test('in words are the same only when they are alike word for word', () => {
		expect(isSameAnswer('text', 'A  cat.', 'a cat')).toBe(true);
		expect(isSameAnswer('text', 'a cat', 'a feline')).toBe(false);
	});
});

test('an output has the form of the others, or not', () => {
	expect(hasForm('label', 'Yes', ['yes', 'no'])).toBe(true);
	expect(hasForm('label', 'perhaps', ['yes', 'no'])).toBe(false);
	expect(hasForm('json', '12', ['{}'])).toBe(false);
	expect(hasForm('number', 'many', ['12'])).toBe(false);
});
