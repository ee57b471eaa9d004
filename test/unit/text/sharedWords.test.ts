import { expect, test } from 'vitest';
import { contentStems, setCosine } from '../../../src/text/sharedWords';

test('forms of one word count as one, and words without content not at all', () => {
	expect([...contentStems('The rivers and a river; naming names')].toSorted()).toEqual(['nam', 'river']);
});

test('the cosine is what is shared over the geometric mean of the sizes', () => {
	expect(setCosine(new Set(['a', 'b', 'c', 'd']), new Set(['a']))).toBe(0.5);
	expect(setCosine(new Set(['a', 'b']), new Set(['b', 'a']))).toBe(1);
	expect(setCosine(new Set(), new Set(['a']))).toBe(0);
});
