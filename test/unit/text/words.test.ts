import { describe, expect, test } from 'vitest';
import { ngrams } from '../../../src/text/ngrams';
import { stem } from '../../../src/text/stem';
import { normalizedText, words } from '../../../src/text/words';

describe('normalised text', () => {
	test('is blind to case, white space and compatible characters', () => {
		expect(normalizedText('  The\tRAMEN \n was ﬁne ')).toBe('the ramen was fine');
		expect(normalizedText('Ｆｕｌｌ　ｗｉｄｔｈ')).toBe('full width');
		expect(normalizedText('STRASSE')).toBe(normalizedText('Straße'));
		expect(normalizedText('ΟΔΥΣΣΕΥΣ')).toBe(normalizedText('οδυσσευς'));
		expect(normalizedText('e\u0301')).toBe('é');
	});

	test('keeps punctuation, which can change what is said', () => {
		expect(normalizedText('Really?')).not.toBe(normalizedText('Really!'));
	});

	test('is its own normal form', () => {
		for (const text of ['Straße ﬁ ２', 'İstanbul', 'ǅ Ⅷ ㎏', ' a  b ']) {
			expect(normalizedText(normalizedText(text))).toBe(normalizedText(text));
		}
	});
});

describe('words', () => {
	test.each([
		['Hello, world!', ['hello', 'world']],
		["Don't — it’s Anna's.", ["don't", "it's", "anna's"]],
		['3.14 and 1,000 are numbers; v2 is a word.', ['3.14', 'and', '1,000', 'are', 'numbers', 'v2', 'is', 'a', 'word']],
		['well-known snake_case', ['well', 'known', 'snake_case']],
		['Größe naïve дом', ['grösse', 'naïve', 'дом']],
		['東京の天気', ['東', '京', 'の', '天', '気']],
		['👍 … ?!', []],
		['', []],
	])('of %j', (text, expected) => {
		expect(words(text)).toEqual(expected);
	});
});

describe('stems', () => {
	test.each([
		['order', 'orders', 'ordered', 'ordering'],
		['city', 'cities'],
		['stop', 'stopped', 'stopping', 'stops'],
		['deliver', 'delivers', 'delivered'],
		['decline', 'declines', 'declined', 'declining'],
		['quick', 'quickly'],
	])('of forms of %s are one', (...forms) => {
		expect(new Set(forms.map(stem)).size).toBe(1);
	});

	test.each([
		['bus', 'bug'],
		['sing', 'sin'],
		['class', 'clay'],
		['france', 'french'],
	])('of %s and %s differ', (a, b) => {
		expect(stem(a)).not.toBe(stem(b));
	});
});

describe('n-grams', () => {
	test('are all runs of n words, in order', () => {
		expect(ngrams(['a', 'b', 'c', 'd'], 2)).toEqual(['a b', 'b c', 'c d']);
		expect(ngrams(['a', 'b'], 2)).toEqual(['a b']);
		expect(ngrams(['a', 'b'], 3)).toEqual([]);
	});
});
