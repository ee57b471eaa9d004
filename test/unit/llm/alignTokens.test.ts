import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { alignTokens } from '../../../src/llm/alignTokens';

const tokens = (...texts: string[]): { text: string; logProb: number | undefined }[] =>
	texts.map((text, index) => ({ text, logProb: index === 0 ? undefined : -index }));

test.each([
	['as they are', ['The', ' cat', ' sat.'], ['The', ' cat', ' sat.']],
	['after one that the tokenizer adds', ['<s>', 'The', ' cat', ' sat.'], ['The', ' cat', ' sat.']],
	['after one that shows as nothing', ['', 'The', ' cat', ' sat.'], ['The', ' cat', ' sat.']],
	['with a first that is not named', ['', ' cat', ' sat.'], ['The', ' cat', ' sat.']],
	['without the spaces before words', ['<s>', 'The', 'cat', 'sat.'], ['The', ' cat', ' sat.']],
])('tokens %s', (_, given, aligned) => {
	expect(alignTokens(tokens(...given), 'The cat sat.')?.map(({ text }) => text)).toEqual(aligned);
});

test('a character in parts belongs to the last of them', () => {
	expect(alignTokens(tokens('a ', '\uFFFD', '\uFFFD', ' b'), 'a 🦊 b')).toEqual([
		{ text: 'a ', logProb: undefined },
		{ text: '', logProb: -1 },
		{ text: '🦊', logProb: -2 },
		{ text: ' b', logProb: -3 },
	]);
});

test.each([
	['none', []],
	['those of the answer', [' and', ' then']],
	['those of the text’s end', ['<s>', ' sat.']],
	['those of its beginning', ['The', ' cat']],
	['others', ['The', ' dog', ' sat.']],
])('%s are not the text’s', (_, given) => {
	expect(alignTokens(tokens(...given), 'The cat sat.')).toBeUndefined();
});

test('whatever the cuts, the stretches are the text', () => {
	const random = seededRandom(7);
	const alphabet = ['a', 'b', ' ', '\n', 'é', '🦊'];
	for (let round = 0; round < 200; round++) {
		const pieces: string[] = [];
		const shown: string[] = [];
		for (let index = 0; index < 20; index++) {
			const length = 1 + Math.floor(random() * 4);
			const piece = Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)] ?? '').join('');
			pieces.push(piece);
			shown.push(...(/^🦊+$/u.test(piece) ? ['\uFFFD', '\uFFFD'] : [piece]));
		}
		const text = pieces.join('');
		expect(
			alignTokens(tokens('<s>', ...shown), text)
				?.map(token => token.text)
				.join(''),
		).toBe(text);
	}
});
