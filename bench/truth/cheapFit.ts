import type { Example, ProbeModel, Reading } from '../../src/probe/probeModel';
import { cosineKernel } from '../../src/metrics/kernel';
import { entry } from '../../src/numeric/symmetricMatrix';
import { Bm25 } from '../../src/text/bm25';
import { stopWords } from '../../src/text/stopWords';
import { words } from '../../src/text/words';
import { embeddingRequest, textOf } from '../../src/workflows/readings';

/** How well a demonstration fits a definition without asking how probable it is: what the V-Score has to beat. */
export interface CheapFit {
	/** Words in common that are no stop words, as a share of all words of both (Jaccard). */
	readonly wordOverlap: number;
	/** BM25 of the definition, among all definitions, for the demonstration as query. */
	readonly bm25: number;
	/** Cosine of the probe's mean-pooled last hidden states. */
	readonly embeddingCosine: number;
}

export const cheapFits = ['wordOverlap', 'bm25', 'embeddingCosine'] as const satisfies readonly (keyof CheapFit)[];

export type CheapFitter = (example: Example, definition: string) => Promise<CheapFit>;

/** @param definitions all those that are to be compared with one another */
export function cheapFitter(probe: ProbeModel, definitions: readonly string[]): CheapFitter {
	const places = new Map(definitions.map((definition, place) => [definition, place]));
	const index = new Bm25(definitions);
	return async (example, definition) => {
		const [own, other] = [contentWords(textOf(example)), contentWords(definition)];
		const shared = own.intersection(other).size;
		const [left, right] = await probe.read([textOf(example), definition].map(embeddingRequest));
		return {
			wordOverlap: shared / Math.max(1, own.union(other).size),
			bm25: index.scores(textOf(example))[places.get(definition) ?? -1] ?? 0,
			embeddingCosine: cosine(left, right),
		};
	};
}

function contentWords(text: string): Set<string> {
	return new Set(words(text).filter(word => !stopWords.has(word)));
}

function cosine(left: Reading | undefined, right: Reading | undefined): number {
	const vectors = [left, right].flatMap(reading => (reading === undefined ? [] : [reading.embedding]));
	return entry(cosineKernel(vectors), 0, 1);
}
