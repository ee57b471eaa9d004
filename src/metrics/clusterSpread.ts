import type { Random } from '../base/random';
import { sphericalKMeans } from '../numeric/kMeans';
import { entry, type SymmetricMatrix } from '../numeric/symmetricMatrix';

/**
 * What k-means over embeddings leaves unexplained: the objective Σ‖x − μ‖² of arXiv 2410.15226, Table 1, as a share of its
 * value for one cluster. 0 where every embedding coincides with its centre, up to 1. Higher is more diverse: the set does not fall
 * into k groups.
 *
 * *Adapted*: the paper reports clusters over cluster size with 10,000 clusters of a million texts, which with a fixed k says nothing of a small
 * set. Here k is √n, rounded, embeddings are scaled to length 1, and clustering is spherical.
 *
 * @param kernel cosines of the embeddings, [n, n]
 * @returns `null` for fewer than four, or where all coincide.
 */
export function clusterSpread(kernel: SymmetricMatrix, random: Random): number | null {
	const { size } = kernel;
	if (size < smallestClustered) {
		return null;
	}
	const groups = sphericalKMeans(kernel, Math.round(Math.sqrt(size)), random);
	const whole = withinSum(
		kernel,
		groups.map(() => 0),
	);
	return whole < coincident ? null : withinSum(kernel, groups) / whole;
}

const smallestClustered = 4;
const coincident = 1e-9;

/** Σ‖x − μ‖² over groups, from inner products alone: Σ kᵢᵢ − Σ_groups (Σ kᵢⱼ)/|group|. */
function withinSum(kernel: SymmetricMatrix, groups: readonly number[]): number {
	const sums: number[] = [];
	const sizes: number[] = [];
	let diagonal = 0;
	groups.forEach((group, item) => {
		diagonal += entry(kernel, item, item);
		sizes[group] = (sizes[group] ?? 0) + 1;
		groups.forEach((other, index) => {
			if (other === group) {
				sums[group] = (sums[group] ?? 0) + entry(kernel, item, index);
			}
		});
	});
	return diagonal - sums.reduce((total, sum, group) => total + sum / (sizes[group] ?? 1), 0);
}
