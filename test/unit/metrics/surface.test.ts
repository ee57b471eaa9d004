import { describe, expect, test } from 'vitest';
import { compressionRatio } from '../../../src/metrics/compressionRatio';
import { labelBalance } from '../../../src/metrics/labelBalance';
import { ngramDiversity } from '../../../src/metrics/ngramDiversity';
import { perplexity } from '../../../src/metrics/perplexity';
import { selfRepetition } from '../../../src/metrics/selfRepetition';
import { surfaceMetrics } from '../../../src/metrics/surface';
import { words } from '../../../src/text/words';
import reference from '../../fixtures/reference/textDiversity.json';

const foxes = reference.sentences.map(words);

describe('self-repetition', () => {
	test('of a document of k 4-grams that nothing repeats is 2·ln k', () => {
		expect(selfRepetition([words('a b c d e f'), words('u v w x y z')])).toBeCloseTo(2 * Math.log(3), 12);
	});

	test('counts in how many other documents a 4-gram stands', () => {
		// Two equal documents of two 4-grams: ln(2·(2 + 2)) each.
		expect(selfRepetition([words('a b c d e'), words('a b c d e')])).toBeCloseTo(Math.log(8), 12);
	});

	test('a 4-gram repeated within its own document only is no repetition between documents', () => {
		expect(selfRepetition([words('a a a a a')])).toBeCloseTo(2 * Math.log(2), 12);
	});

	test('a document shorter than four words counts 0', () => {
		expect(selfRepetition([words('yes'), words('a b c d')])).toBe(0);
	});

	test('of the three foxes, counted by hand from the formula', () => {
		// 6, 7 and 8 4-grams, of which 7 stand in two documents: ln(6·13), ln(7·14), ln(8·10).
		expect(selfRepetition(foxes)).toBeCloseTo((Math.log(6 * 13) + Math.log(7 * 14) + Math.log(8 * 10)) / 3, 12);
	});
});

describe('n-gram diversity', () => {
	test('is the share of different n-grams', () => {
		expect(ngramDiversity([words('a b a b a b')], 1)).toBeCloseTo(2 / 6, 12);
		expect(ngramDiversity([words('a b a b a b')], 2)).toBeCloseTo(2 / 5, 12);
		expect(ngramDiversity([words('a b'), words('c d')], 2)).toBe(1);
	});

	test('does not cross from one document into the next', () => {
		expect(ngramDiversity([words('a b'), words('a b')], 2)).toBe(0.5);
	});

	test('is 1 where there is no n-gram', () => {
		expect(ngramDiversity([words('a')], 4)).toBe(1);
	});

	test.each([
		[1, 13 / 30],
		[2, 15 / 27],
		[3, 15 / 24],
		[4, 14 / 21],
	])('of the three foxes for n = %i', (n, expected) => {
		expect(ngramDiversity(foxes, n)).toBeCloseTo(expected, 12);
	});
});

describe('compression ratio', () => {
	test('of the three foxes joined by a space is that of a plain gzip', () => {
		const { originalBytes, compressedBytes } = reference.plainGzip;
		expect(compressionRatio([reference.sentences.join(' ')])).toBeCloseTo(originalBytes / compressedBytes, 1);
	});

	test('is high for repetition and low for one short text', () => {
		expect(compressionRatio(new Array<string>(200).fill('The same sentence again.'))).toBeGreaterThan(40);
		expect(compressionRatio(['yes'])).toBeLessThan(1);
	});
});

describe('perplexity', () => {
	test('of tokens with probability 1/8 is 8, whatever the demonstrations they stand in', () => {
		const eighth = Math.log(1 / 8);
		expect(perplexity([Float32Array.of(eighth), Float32Array.of(eighth, eighth, eighth)])).toBeCloseTo(8, 4);
	});

	test('weighs tokens, not demonstrations', () => {
		const logs = [Float32Array.of(0), Float32Array.of(Math.log(1 / 16), Math.log(1 / 16), 0)];
		expect(perplexity(logs)).toBeCloseTo(4, 4);
	});

	test('is not known without a scored token', () => {
		expect(perplexity([new Float32Array()])).toBeNull();
	});
});

describe('label balance', () => {
	test('is 1 for even labels, less for uneven, 0 for one label only', () => {
		expect(labelBalance(['yes', 'no', 'Yes', 'no '])).toBeCloseTo(1, 12);
		expect(labelBalance(['yes', 'yes', 'yes', 'no'])).toBeCloseTo(0.8113, 4);
		expect(labelBalance(['yes', 'yes'])).toBe(0);
	});

	test('is not known where outputs are no labels', () => {
		expect(labelBalance(['Paris', 'Lima', 'Oslo', 'Rome'])).toBeNull();
		expect(labelBalance(['yes', 'yes', 'It depends on what you mean by it.'])).toBeNull();
		expect(labelBalance(['yes', 'yes', ''])).toBeNull();
		expect(labelBalance(['12', '7', '12', '31', '8', '5'])).toBeNull();
		expect(labelBalance([])).toBeNull();
		expect(labelBalance(['yes'])).toBeNull();
	});
});

describe('surface metrics', () => {
	test('count words without a probe and its tokens with one', () => {
		expect(surfaceMetrics(['one two', 'one two three four'])).toMatchObject({ contextLength: 3, perplexity: null });
		const reading = { tokens: 11, logProbs: Float32Array.of(Math.log(0.5)) };
		const metrics = surfaceMetrics(['one two'], [reading]);
		expect(metrics?.contextLength).toBe(11);
		expect(metrics?.perplexity).toBeCloseTo(2, 5);
	});

	test('an empty set has none', () => {
		expect(surfaceMetrics([])).toBeNull();
	});
});
