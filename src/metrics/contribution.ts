import { symmetricEigen, type SymmetricEigen } from '../numeric/eigen';
import { entropyLossOfEach, entropySum } from '../numeric/spectralEntropy';
import { entry, trace, type SymmetricMatrix } from '../numeric/symmetricMatrix';
import { scoreFromEntropy } from './vendi';

/**
 * What each item adds to the Vendi score of order 1: the score of all minus the score of all but it. Negative where
 * the rest is more even without it. One item alone contributes its whole score, 1, for the empty set scores 0.
 *
 * @param kernel [n, n]: cosines of the items
 * @param eigen its eigendecomposition, where it is known already
 */
export function contributions(kernel: SymmetricMatrix, eigen: SymmetricEigen = symmetricEigen(kernel)): number[] {
	const sum = entropySum(eigen.values);
	const total = trace(kernel);
	const score = scoreFromEntropy(sum, total);
	return Array.from(
		entropyLossOfEach(eigen),
		(loss, item) => score - scoreFromEntropy(sum - loss, total - entry(kernel, item, item)),
	);
}
