import { gram, type SymmetricMatrix } from '../numeric/symmetricMatrix';
import { normalized } from '../numeric/vectors';

/** Cosines of all pairs of vectors, [n, n]: a zero vector has cosine 0 with everything, itself included. */
export function cosineKernel(vectors: readonly Float32Array[]): SymmetricMatrix {
	return gram(vectors.map(normalized));
}
