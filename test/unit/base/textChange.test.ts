import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { changeBetween } from '../../../src/base/textChange';

test('equal texts have no change', () => {
	expect(changeBetween('', '')).toBeUndefined();
	expect(changeBetween('abc', 'abc')).toBeUndefined();
});

test.each([
	['abc', 'abXc', { start: 2, oldEnd: 2, newEnd: 3 }],
	['abXc', 'abc', { start: 2, oldEnd: 3, newEnd: 2 }],
	['', 'abc', { start: 0, oldEnd: 0, newEnd: 3 }],
	['aaa', 'aaaa', { start: 3, oldEnd: 3, newEnd: 4 }],
	['one two three', 'one 2 three', { start: 4, oldEnd: 7, newEnd: 5 }],
])('%j becomes %j by the shortest change', (before, after, change) => {
	expect(changeBetween(before, after)).toEqual(change);
});

test('the change of a long text is found exactly, wherever it is', () => {
	const random = seededRandom(3);
	const text = Array.from({ length: 20_000 }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('');
	for (let round = 0; round < 200; round++) {
		const start = Math.floor(random() * text.length);
		const end = Math.min(text.length, start + Math.floor(random() * 9000));
		const after = `${text.slice(0, start)}#${text.slice(end)}`;
		expect(changeBetween(text, after)).toEqual({ start, oldEnd: end, newEnd: start + 1 });
	}
});
