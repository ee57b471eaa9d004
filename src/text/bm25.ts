import { countOf } from './counts';
import { words } from './words';

/** Saturation of repeated words, and how much a document's length counts: the usual values. */
const k1 = 1.2;
const b = 0.75;

interface Posting {
	readonly document: number;
	/** The word's contribution to the score of this document for each time a query has it. */
	readonly weight: number;
}

/**
 * BM25 over a fixed list of documents (Robertson & Zaragoza, 2009), with the inverse document frequency
 * ln(1 + (N − n + ½)/(n + ½)), which is never negative.
 */
export class Bm25 {
	private readonly postings = new Map<string, Posting[]>();

	constructor(private readonly documents: readonly string[]) {
		const tokenized = documents.map(words);
		const averageLength = tokenized.reduce((sum, tokens) => sum + tokens.length, 0) / Math.max(1, documents.length);
		const counts = tokenized.map(countOf);
		const documentFrequency = countOf(counts.flatMap(count => [...count.keys()]));
		counts.forEach((count, document) => {
			const length = tokenized[document]?.length ?? 0;
			const lengthFactor = k1 * (1 - b + (b * length) / averageLength);
			for (const [word, frequency] of count) {
				const containing = documentFrequency.get(word) ?? 0;
				const rarity = Math.log(1 + (documents.length - containing + 0.5) / (containing + 0.5));
				const weight = (rarity * frequency * (k1 + 1)) / (frequency + lengthFactor);
				const postings = this.postings.get(word) ?? [];
				postings.push({ document, weight });
				this.postings.set(word, postings);
			}
		});
	}

	/** The score of every document for a text as query. */
	scores(text: string): Float64Array {
		const scores = new Float64Array(this.documents.length);
		for (const word of words(text)) {
			for (const { document, weight } of this.postings.get(word) ?? []) {
				scores[document] = (scores[document] as number) + weight;
			}
		}
		return scores;
	}

	/**
	 * Indices of the documents most similar to a text, best first; equal ones in their own order, so that documents
	 * that share no word with it come last, the first of them first.
	 *
	 * @param excluded a document that is not to be among them
	 */
	mostSimilar(text: string, count: number, excluded?: number): number[] {
		const scores = this.scores(text);
		return Array.from(scores, (_, index) => index)
			.filter(index => index !== excluded)
			.sort((left, right) => (scores[right] as number) - (scores[left] as number) || left - right)
			.slice(0, count);
	}

	/** Indices of the other documents most similar to one of them. */
	mostSimilarOthers(document: number, count: number): number[] {
		return this.mostSimilar(this.documents[document] ?? '', count, document);
	}
}
