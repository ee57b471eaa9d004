import { cosineKernel } from './kernel';
import { vendiOfKernel } from './vendi';

/**
 * The Vendi score of order 1 of embeddings under their cosine (Friedman & Dieng, TMLR 2023, §5): the effective number of
 * demonstrations that are about something else. The embedding is the probe's mean-pooled last hidden state, where the paper takes
 * SimCSE's.
 *
 * @param embeddings of one common length
 */
export function embeddingVendi(embeddings: readonly Float32Array[]): number {
	return vendiOfKernel(cosineKernel(embeddings))['1'];
}
