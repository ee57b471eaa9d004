import type { Random } from '../base/random';
import { words } from '../text/words';
import { clusterSpread } from './clusterSpread';
import { cosineKernel } from './kernel';
import { ngramVendi } from './ngramVendi';
import { vendiOfKernel } from './vendi';

/** How alike demonstrations are by other measures than gradients. */
export interface LikenessScores {
	readonly ngramVendi: number;
	/**
	 * Vendi score of order 1 of embeddings under their cosine (Friedman & Dieng, TMLR 2023, §5): the effective number of
	 * demonstrations that are about something else. The embedding is the probe's mean-pooled last hidden state, where
	 * the paper takes SimCSE's.
	 */
	readonly embeddingVendi: number;
	readonly clusterSpread: number | null;
}

/** @param embeddings one for each text, of one common length */
export function likenessScores(
	texts: readonly string[],
	embeddings: readonly Float32Array[],
	random: Random,
): LikenessScores {
	const kernel = cosineKernel(embeddings);
	return {
		ngramVendi: ngramVendi(texts.map(words)),
		embeddingVendi: vendiOfKernel(kernel)['1'],
		clusterSpread: clusterSpread(kernel, random),
	};
}
