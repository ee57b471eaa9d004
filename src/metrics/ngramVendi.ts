import type { SymmetricMatrix } from '../numeric/symmetricMatrix';
import { countOf } from '../text/counts';
import { ngrams } from '../text/ngrams';
import { vendiOfKernel } from './vendi';

const lengths = [1, 2, 3, 4];

/**
 * The Vendi score of order 1 of documents under the mean, over n, of the cosines of their n-gram counts (Friedman &
 * Dieng, TMLR 2023, §5). A document without n-grams is like nothing, itself included; only then a score can be below 1.
 *
 * @param documents as words
 * @param ns lengths of the n-grams, 1 to 4 unless given
 */
export function ngramVendi(documents: readonly (readonly string[])[], ns: readonly number[] = lengths): number {
	const size = documents.length;
	const data = new Float64Array(size * size);
	for (const n of ns) {
		addCosines(
			documents.map(words => countOf(ngrams(words, n))),
			1 / ns.length,
			data,
		);
	}
	const kernel: SymmetricMatrix = { size, data };
	return vendiOfKernel(kernel)['1'];
}

type Counts = ReadonlyMap<string, number>;

/** Adds the cosines of all pairs, times a weight, to a matrix [n, n]. */
function addCosines(counts: readonly Counts[], weight: number, data: Float64Array): void {
	const size = counts.length;
	const lengths = counts.map(own => Math.hypot(...own.values()));
	const postings = new Map<string, { readonly document: number; readonly count: number }[]>();
	counts.forEach((own, document) => {
		for (const [gram, count] of own) {
			const others = postings.get(gram) ?? [];
			others.push({ document, count });
			postings.set(gram, others);
		}
	});
	for (const shared of postings.values()) {
		for (const first of shared) {
			for (const second of shared) {
				const scale = (lengths[first.document] ?? 0) * (lengths[second.document] ?? 0);
				const at = first.document * size + second.document;
				data[at] = (data[at] as number) + (weight * first.count * second.count) / scale;
			}
		}
	}
}
