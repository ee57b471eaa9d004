import type { SurfaceMetrics as AllSurfaceMetrics } from '../protocol/analysis';
import type { Reading } from '../probe/probeModel';
import { mean } from '../numeric/statistics';
import { words } from '../text/words';
import { compressionRatio } from './compressionRatio';
import { ngramDiversity } from './ngramDiversity';
import { perplexity } from './perplexity';
import { selfRepetition } from './selfRepetition';

/** Those that need no comparison of embeddings. */
export type SurfaceMetrics = Omit<
	AllSurfaceMetrics,
	'perplexityGap' | 'ngramVendi' | 'embeddingVendi' | 'blendedVendi' | 'clusterSpread'
>;

/**
 * The surface metrics of a set (arXiv 2410.15226, Table 1 and Appendix C), each defined in its own file.
 *
 * @param texts of the demonstrations, input and output each
 * @param readings the probe's, one for each text, where it read them; then context length counts its tokens instead of words
 * @returns `null` for an empty set.
 */
export function surfaceMetrics(
	texts: readonly string[],
	readings?: readonly Pick<Reading, 'logProbs' | 'tokens'>[],
): SurfaceMetrics | null {
	if (texts.length === 0) {
		return null;
	}
	const tokenized = texts.map(words);
	return {
		contextLength: mean(readings?.map(reading => reading.tokens) ?? tokenized.map(tokens => tokens.length)),
		selfRepetition: selfRepetition(tokenized),
		ngramDiversity: {
			'1': ngramDiversity(tokenized, 1),
			'2': ngramDiversity(tokenized, 2),
			'3': ngramDiversity(tokenized, 3),
			'4': ngramDiversity(tokenized, 4),
		},
		compressionRatio: compressionRatio(texts),
		perplexity: readings === undefined ? null : perplexity(readings.map(reading => reading.logProbs)),
	};
}
