import * as l10n from '@vscode/l10n';
import { countOf } from '../text/counts';
import { stopWords } from '../text/stopWords';
import { normalizedText, words } from '../text/words';

const termsInName = 3;

/**
 * Names for regions: up to three of the words that tell each from the others, joined by commas. No two are equal.
 *
 * A word's weight is the share of the region's texts that have it times ln(1 + regions/regions that have it):
 * TF-IDF over classes instead of documents (c-TF-IDF, Grootendorst, arXiv 2203.05794), counting a word once a text so
 * that a long text does not speak for its region.
 *
 * @param texts one for each demonstration
 * @param assignment region of each
 * @param count number of regions
 */
export function regionNames(texts: readonly string[], assignment: readonly number[], count: number): string[] {
	const frequencies = Array.from({ length: count }, () => new Map<string, number>());
	texts.forEach((text, index) => {
		const region = frequencies[assignment[index] ?? -1];
		for (const word of new Set(namingWords(text).filter(isTelling))) {
			region?.set(word, (region.get(word) ?? 0) + 1);
		}
	});
	const regionFrequency = countOf(frequencies.flatMap(region => [...region.keys()]));

	const taken = new Set<string>();
	return frequencies.map((region, index) => {
		const weight = (word: string): number =>
			(region.get(word) ?? 0) * Math.log(1 + count / (regionFrequency.get(word) ?? 1));
		const terms = [...region.keys()].sort((a, b) => weight(b) - weight(a) || compare(a, b));
		const name = terms.slice(0, termsInName).join(', ') || l10n.t('region {0}', index + 1);
		const distinct = taken.has(name) ? `${name} (${index + 1})` : name;
		taken.add(distinct);
		return distinct;
	});
}

const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const segmenter = new Intl.Segmenter('en', { granularity: 'word' }); // such scripts go by their own dictionaries

/** Words as people see them: where a script has no spaces, whole ones and not its characters. */
function namingWords(text: string): readonly string[] {
	return unspaced.test(text)
		? [...segmenter.segment(normalizedText(text))].flatMap(({ segment }) =>
				unspaced.test(segment) ? segment : words(segment),
			)
		: words(text);
}

/** Numbers and single letters name nothing, nor does what Hiragana alone writes: grammar for the most part. */
function isTelling(word: string): boolean {
	return (
		!stopWords.has(word) &&
		!/^[\p{N}.,]+$/u.test(word) &&
		!/^[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Han}]$/u.test(word) &&
		!/^\p{sc=Hiragana}+$/u.test(word)
	);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
