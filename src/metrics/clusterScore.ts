import { mean } from '../numeric/statistics';

export interface ClusterScore {
	readonly score: number;
	/** Standard error of the mean over groupings; `null` for a single one. */
	readonly standardError: number | null;
	/** Mean number of verified clusters, and their mean size, over the groupings. */
	readonly clusters: number;
	readonly size: number;
	readonly groupings: number;
}

/**
 * LLM cluster score 𝒟 = mean over groupings of 𝒞/𝒮: the number of clusters into which a language model puts samples, over
 * the mean size of these clusters (Chen et al., arXiv 2410.15226, §2.1). Higher is more diverse. Only clusters that were verified count,
 * in both; a grouping without any counts 0. Of K samples in clusters of one each it is K, in one cluster 1/K.
 *
 * @param groupings for each the sizes of its verified clusters
 * @returns `null` where there is none
 */
export function clusterScore(groupings: readonly (readonly number[])[]): ClusterScore | null {
	if (groupings.length === 0) {
		return null;
	}
	const ratios = groupings.map(sizes => (sizes.length === 0 ? 0 : sizes.length / mean(sizes)));
	const score = mean(ratios);
	const variance = ratios.reduce((sum, ratio) => sum + (ratio - score) ** 2, 0) / (ratios.length - 1);
	const sizes = groupings.flat();
	return {
		score,
		standardError: ratios.length < 2 ? null : Math.sqrt(variance / ratios.length),
		clusters: mean(groupings.map(clusters => clusters.length)),
		size: sizes.length === 0 ? 0 : mean(sizes),
		groupings: groupings.length,
	};
}
