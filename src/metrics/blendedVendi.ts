import { meanMatrix, type SymmetricMatrix } from '../numeric/symmetricMatrix';
import { vendiOfKernel } from './vendi';

/**
 * Vendi score of order ½ under the mean of two likenesses: the cosines of gradients and those of embeddings. *Ours*, adapted for sets of some
 * dozens of free texts, whose gradients are nearly orthogonal: there G-Vendi crowds against n, while embeddings see what a text is about but not
 * which label it has. Chosen by `bench/truth`. 1 to n.
 *
 * @param gradients cosines of the sketches, [n, n]
 * @param embeddings cosines of the embeddings, [n, n]
 */
export function blendedVendi(gradients: SymmetricMatrix, embeddings: SymmetricMatrix): number {
	return vendiOfKernel(meanMatrix(gradients, embeddings))['0.5'];
}
