import type { Random } from '../base/random';
import type { SymmetricMatrix } from '../numeric/symmetricMatrix';
import { words } from '../text/words';
import { blendedVendi } from './blendedVendi';
import { clusterSpread } from './clusterSpread';
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
	/** By gradients and embeddings together. */
	readonly blendedVendi: number;
	readonly clusterSpread: number | null;
}

/**
 * @param gradients cosines of the texts' gradient sketches, [n, n]
 * @param embeddings cosines of their embeddings, [n, n]
 */
export function likenessScores(
	texts: readonly string[],
	gradients: SymmetricMatrix,
	embeddings: SymmetricMatrix,
	random: Random,
): LikenessScores {
	return {
		ngramVendi: ngramVendi(texts.map(words)),
		embeddingVendi: vendiOfKernel(embeddings)['1'],
		blendedVendi: blendedVendi(gradients, embeddings),
		clusterSpread: clusterSpread(embeddings, random),
	};
}
