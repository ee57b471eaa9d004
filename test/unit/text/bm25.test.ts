import { describe, expect, test } from 'vitest';
import { Bm25 } from '../../../src/text/bm25';

const documents = [
	'the cat sat on the mat',
	'a dog and a cat',
	'stock prices fell on Monday',
	'the dog chased the cat up a tree',
	'prices of stock',
];

describe('BM25', () => {
	test('prefers documents that share rare words', () => {
		const index = new Bm25(documents);
		expect(index.mostSimilar('stock prices', 2)).toEqual([4, 2]);
		expect(index.mostSimilar('a tree', 1)).toEqual([3]);
	});

	test('gives the others most similar to a document, never itself', () => {
		const index = new Bm25(documents);
		documents.forEach((_, document) => {
			expect(index.mostSimilarOthers(document, 10).toSorted()).toEqual(
				[0, 1, 2, 3, 4].filter(other => other !== document),
			);
		});
		expect(index.mostSimilarOthers(2, 1)).toEqual([4]);
	});

	test('keeps equal documents in their own order, those without a shared word last', () => {
		const index = new Bm25(['x y', 'a b', 'x y', 'a b', 'c d']);
		expect(index.mostSimilar('a b', 5)).toEqual([1, 3, 0, 2, 4]);
		expect(index.mostSimilar('nothing shared', 3)).toEqual([0, 1, 2]);
	});

	test('scores by the formula with k1 = 1.2, b = 0.75', () => {
		// One word in one of two documents: idf = ln(1 + 1.5/1.5); the shorter document holds it once, the longer twice.
		// The longer one wins only while its length does not outweigh the repetition.
		const short = new Bm25(['word', 'word word filler']);
		expect(short.mostSimilar('word', 1)).toEqual([0]);
		const long = new Bm25(['word filler filler', 'word word filler']);
		expect(long.mostSimilar('word', 1)).toEqual([1]);
	});

	test('an empty list and empty texts', () => {
		expect(new Bm25([]).mostSimilar('a', 2)).toEqual([]);
		expect(new Bm25(['', '']).mostSimilarOthers(0, 2)).toEqual([1]);
	});
});
