import { expect, test } from 'vitest';
import { ngramVendi } from '../../../src/metrics/ngramVendi';
import { words } from '../../../src/text/words';

const sentences = ['Look, Jane.', 'See Spot.', 'See Spot run.', 'Run, Spot, run.', 'Jane sees Spot run.'];

test('is that of the vendi-score package on the five sentences of its README, cut into words as there', () => {
	// vendi-score 0.0.3, ngram_vendi_score(ns=[1, 2]) over nltk's word_tokenize, case kept: 3.91 in its README, 3.9066 recomputed.
	const tokens = sentences.map(sentence => sentence.match(/\w+|[,.]/gu) ?? []);
	expect(ngramVendi(tokens, [1, 2])).toBeCloseTo(3.9066, 4);
});

test('without punctuation and case, as Demoscope counts words, it is another number', () => {
	expect(ngramVendi(sentences.map(words), [1, 2])).toBeCloseTo(3.5931, 4);
});

test('is 1 for copies and n for documents that share no word', () => {
	const document = ['a', 'b', 'c', 'd', 'e'];
	expect(ngramVendi([document, document, document])).toBeCloseTo(1, 9);
	expect(ngramVendi(['abcd', 'efgh', 'ijkl'].map(letters => letters.match(/./gu) ?? []))).toBeCloseTo(3, 9);
});

test('the order of the documents does not matter', () => {
	const documents = sentences.map(words);
	expect(ngramVendi(documents.toReversed())).toBeCloseTo(ngramVendi(documents), 9);
});
