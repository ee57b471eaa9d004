import { describe, expect, test } from 'vitest';
import { createTokenizer } from '../../../../src/probe/tokenizer/tokenizer';
import { byteTokenizer } from '../../../support/probeCheckpoint';

describe('the tokenizer', () => {
	const tokenizer = createTokenizer({ definition: byteTokenizer(), settings: {} });

	test.each(['plain words', 'é, 漢字, 😀', '<|endoftext|> in between', '', '\r\n\t  ', '\u0000'])(
		'accounts for every byte of %j',
		text => {
			const { ids, ends } = tokenizer.encode(text);
			expect(ends.length).toBe(ids.length);
			expect(ends.at(-1) ?? 0).toBe(Buffer.byteLength(text));
			expect(ends.every((end, index) => end > (ends[index - 1] ?? 0))).toBe(true);
		},
	);

	test('replaces half of a surrogate pair, which has no bytes', () => {
		const text = tokenizer.normalize('a\uD800b😀');
		expect(text).toBe('a\uFFFDb😀');
		expect(tokenizer.encode(text).ends.at(-1)).toBe(Buffer.byteLength(text));
	});

	test('composes characters where the checkpoint does', () => {
		const composing = createTokenizer({
			definition: { ...byteTokenizer(), normalizer: { type: 'NFC' } },
			settings: {},
		});
		expect(composing.normalize('e\u0301')).toBe('é');
	});

	test('refuses a text with a token that the model has no row for, and no other', () => {
		const { ids } = tokenizer.encode('a');
		const [id = NaN] = ids;
		const smaller = createTokenizer({ definition: byteTokenizer(), settings: {}, rows: id });
		expect(() => smaller.encode('a')).toThrow(
			expect.objectContaining({
				code: 'probe.tokenizer',
				message: expect.stringContaining(`number ${id} of a text, and the embedding table has ${id} rows`) as string,
			}) as Error,
		);
		expect(createTokenizer({ definition: byteTokenizer(), settings: {}, rows: id + 1 }).encode('a').ids).toEqual(ids);
	});

	test('refuses what it cannot follow', () => {
		const failure = expect.objectContaining({ code: 'probe.tokenizer' }) as Error;
		expect(() => createTokenizer({ definition: {}, settings: {} })).toThrow(failure);
		const lowercasing = { ...byteTokenizer(), normalizer: { type: 'Lowercase' } };
		expect(() => createTokenizer({ definition: lowercasing, settings: {} })).toThrow(failure);
	});
});
