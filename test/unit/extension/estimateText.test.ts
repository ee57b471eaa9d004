import { expect, test } from 'vitest';
import { estimateText } from '../../../src/extension/estimateText';

const use = { calls: 45, tokens: 22_000, promptTokens: 20_000, answerTokens: 2000 };

test('says what is expected and what the limits are', () => {
	expect(estimateText(use, { calls: 100 })).toBe('Some 45 calls and 22,000 tokens; never more than 100 calls.');
	expect(estimateText({ ...use, cost: 0.00421 }, { calls: 100, tokens: 50_000, cost: 0.5 })).toBe(
		'Some 45 calls and 22,000 tokens, about 0.0042 at your price; never more than 100 calls, 50,000 tokens or 0.5 at your price.',
	);
});

test('names no limit in money where no price is known: none could be kept', () => {
	expect(estimateText(use, { calls: 100, cost: 0.5 })).not.toContain('price');
});
