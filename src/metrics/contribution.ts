import { rowEntropies, type RowEntropies } from '../numeric/editableSpectrum';
import { symmetricEigen } from '../numeric/eigen';
import { entry, trace, type SymmetricMatrix } from '../numeric/symmetricMatrix';
import { scoreFromEntropy } from './vendi';

/**
 * What each item adds to the Vendi score of order 1: the score of all minus the score of all but it. Negative where
 * the rest is more even without it. One item alone contributes its whole score, 1, for the empty set scores 0.
 *
 * @param kernel [n, n]: cosines of the items
 * @param rows what its rows are to its spectrum, where it is known already
 */
export function contributions(
	kernel: SymmetricMatrix,
	{ entropy, losses }: RowEntropies = rowEntropies(symmetricEigen(kernel)),
): number[] {
	const total = trace(kernel);
	const score = scoreFromEntropy(entropy, total);
	return Array.from(losses, (loss, item) => {
		const contribution = score - scoreFromEntropy(entropy - loss, total - entry(kernel, item, item));
		return Math.round(contribution / precision) * precision;
	});
}

/** Digits beyond it depend on the way that was taken to them, and would tell equal items apart. */
const precision = 2 ** -33;
