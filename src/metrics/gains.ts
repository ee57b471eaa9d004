import { GreedyVendi, type Addition } from './greedyVendi';

/**
 * Picks candidates one after another, each time the one that raises the G-Vendi of base and picks the most; of equal
 * ones the first. Gains are exact, and the last may be negative: stop where it pays no more.
 *
 * @param base sketches of the set as it is
 * @param candidates sketches of what could be added, of the same length
 * @param count how many to pick at most
 */
export function rankAdditions(
	base: readonly Float32Array[],
	candidates: readonly Float32Array[],
	count: number,
): Addition[] {
	const set = new GreedyVendi(base, candidates);
	const remaining = new Set(candidates.keys());
	const additions: Addition[] = [];
	while (additions.length < count) {
		const best = set.best(remaining);
		if (best === undefined) {
			break;
		}
		set.add(best.index);
		remaining.delete(best.index);
		additions.push(best);
	}
	return additions;
}
