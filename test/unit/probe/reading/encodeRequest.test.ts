import { describe, expect, test } from 'vitest';
import type { ReadingRequest } from '../../../../src/probe/probeModel';
import { encodeRequest, scoredTexts } from '../../../../src/probe/reading/encodeRequest';
import { createTokenizer } from '../../../../src/probe/tokenizer/tokenizer';
import { byteTokenizer } from '../../../support/probeCheckpoint';

const tokenizer = createTokenizer({ definition: byteTokenizer(), settings: {} });

/** A token's bytes by its id, as the tokenizer itself splits texts. */
function textOf(request: ReadingRequest, window = 1000): { readonly all: string; readonly scored: readonly string[] } {
	const { ids, scored } = encodeRequest(request, tokenizer, window);
	const names = Object.entries((byteTokenizer() as { model: { vocab: Record<string, number> } }).model.vocab);
	const byId = new Map(names.map(([name, id]) => [id, name.replaceAll('Ġ', ' ').replaceAll('Ċ', '\n')]));
	const tokens = ids.map(id => byId.get(id) ?? '?');
	return { all: tokens.join(''), scored: scored.map(position => tokens[position] ?? '?') };
}

const request: ReadingRequest = { input: 'x1', output: 'to', loss: 'completion', gradient: true };

describe('the plain template', () => {
	test('puts task, examples, input and output together', () => {
		const examples = [
			{ input: 'a', output: 'b \n' },
			{ input: 'c', output: 'd' },
		];
		expect(textOf({ ...request, task: 'Do it.\n', examples }).all).toBe(
			'Do it.\n\nInput: a\nOutput: b\n\nInput: c\nOutput: d\n\nInput: x1\nOutput: to',
		);
	});

	test('leaves the task out where there is none', () => {
		expect(textOf(request).all).toBe('Input: x1\nOutput: to');
		expect(textOf({ ...request, task: '' }).all).toBe('Input: x1\nOutput: to');
	});
});

describe('the scored tokens', () => {
	test('of a completion are the output, with the token that its space belongs to', () => {
		expect(textOf(request).scored).toEqual([' t', 'o']);
	});

	test('of a joint loss are the input and the output without the words around them', () => {
		expect(textOf({ ...request, loss: 'joint' }).scored).toEqual(['x', '1', ' t', 'o']);
	});

	test('count the line end of an input, not that of the template', () => {
		expect(textOf({ ...request, input: 'x\n', loss: 'joint' }).scored).toEqual(['x', '\n', ' t', 'o']);
	});

	test('are those of the input where there is no output', () => {
		expect(textOf({ ...request, output: ' ' }).scored).toEqual(['x', '1']);
	});

	test('are none of an empty demonstration', () => {
		expect(textOf({ ...request, input: '', output: '' }).scored).toEqual([]);
	});

	test('are found by bytes, not characters', () => {
		expect(textOf({ ...request, input: 'é😀', output: 'no' }).scored).toEqual(['n', 'o']);
	});
});

describe('a text longer than the window', () => {
	const examples = [
		{ input: 'first', output: '1' },
		{ input: 'second', output: '2' },
	];

	test('loses its examples from the first on', () => {
		const { all } = textOf({ ...request, examples }, 50);
		expect(all).toBe('Input: second\nOutput: 2\n\nInput: x1\nOutput: to');
		expect(encodeRequest({ ...request, examples }, tokenizer, 50).truncated).toBe(true);
	});

	test('then the middle of the input', () => {
		const { all } = textOf({ ...request, input: 'abcdefghij', examples }, 22);
		expect(all).toBe('Input: abcij\nOutput: to');
	});

	test('then the beginning of the task, and never the output', () => {
		const { all, scored } = textOf({ ...request, task: 'Do.', input: 'abc', output: '0123456789' }, 12);
		expect(all.endsWith('0123456789')).toBe(true);
		expect(scored.join('')).toBe('0123456789');
		expect(all).not.toContain('a');
	});

	test('keeps the beginning of an output that is longer than the window itself', () => {
		const { ids, truncated } = encodeRequest({ ...request, output: '0123456789' }, tokenizer, 4);
		expect(ids.length).toBe(4);
		expect(truncated).toBe(true);
	});

	test('never exceeds it', () => {
		for (let window = 1; window < 80; window++) {
			const { ids, scored } = encodeRequest({ ...request, task: 'Do it', examples }, tokenizer, window);
			expect(ids.length).toBeLessThanOrEqual(window);
			expect(scored.every(position => position > 0 && position < ids.length)).toBe(true);
		}
	});
});

describe('the texts of the scored tokens', () => {
	test('are those of the same tokens, in order', () => {
		for (const loss of ['completion', 'joint'] as const) {
			expect(scoredTexts({ ...request, loss }, tokenizer, 1000)).toEqual(textOf({ ...request, loss }).scored);
		}
	});

	test('a character of several tokens belongs to the first of them, and nothing is lost', () => {
		const texts = scoredTexts({ ...request, output: 'né 字 🙂' }, tokenizer, 1000);
		expect(texts.join('')).toBe('né 字 🙂');
		expect(texts.filter(text => text === '')).toHaveLength(1 + 2 + 3);
	});

	test('what was cut is not among them', () => {
		const long: ReadingRequest = { ...request, input: 'abcdefghijklmnopqrstuvwxyz', loss: 'joint' };
		const { scored } = encodeRequest(long, tokenizer, 30);
		expect(scoredTexts(long, tokenizer, 30)).toEqual(textOf(long, 30).scored);
		expect(scored.length).toBeLessThan(encodeRequest(long, tokenizer, 1000).scored.length);
	});
});
