import { ngrams } from '../text/ngrams';

/**
 * Unique n-grams of a set as a share of all its n-grams, 0..1 (arXiv 2410.15226, Table 1). No n-gram crosses from one
 * document into the next. 1 where nothing repeats, and where no document has n words.
 */
export function ngramDiversity(documents: readonly (readonly string[])[], n: number): number {
	const all = documents.flatMap(words => ngrams(words, n));
	return all.length === 0 ? 1 : new Set(all).size / all.length;
}
