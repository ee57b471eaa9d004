import { mean } from '../numeric/statistics';
import { countOf } from '../text/counts';
import { ngrams } from '../text/ngrams';

const length = 4;

/**
 * How much the documents of a set repeat one another: the mean over documents of ln(k·Σᵢ(N̂ᵢ + 1)), where k is the
 * document's number of 4-grams and N̂ᵢ how many other documents have the i-th (arXiv 2410.15226, Table 1, with the
 * mean over documents of Shaib et al., arXiv 2403.00553). Lower is more diverse. It grows with the documents'
 * length, even where nothing repeats (2·ln k): compare sets of like length. A document of fewer than four words
 * counts 0.
 */
export function selfRepetition(documents: readonly (readonly string[])[]): number {
	const grams = documents.map(words => ngrams(words, length));
	const documentFrequency = countOf(grams.flatMap(all => [...new Set(all)]));
	// A document itself is one of those that have its n-gram, so the frequency is N̂ + 1.
	const scores = grams.map(all => {
		const repeats = all.reduce((sum, gram) => sum + (documentFrequency.get(gram) ?? 0), 0);
		return all.length === 0 ? 0 : Math.log(all.length * repeats);
	});
	return mean(scores);
}
