import type { Random } from '../base/random';
import { sample } from '../numeric/sample';
import { mean } from '../numeric/statistics';
import { dot, normalized } from '../numeric/vectors';
import { GreedyVendi, type Addition } from './greedyVendi';
import type { RandomSets } from './referenceMarks';
import { gVendi } from './vendi';

export interface SelectionRules {
	/** How many to choose. */
	readonly count: number;
	/** Label of each item; items of one label share its quota. */
	readonly labels?: readonly string[];
	/** Most items of one label. */
	readonly perLabel?: number;
}

/**
 * The items whose G-Vendi is highest, chosen greedily: the most typical one first, which is the one nearest to the mean
 * direction of all, and then each time the one that raises the score of those chosen the most. Fewer than
 * asked for where the quotas leave no more.
 *
 * @param sketches of one common length, in any scale
 */
export function selectDiverse(sketches: readonly Float32Array[], rules: SelectionRules): Addition[] {
	const { count, labels = [], perLabel = Infinity } = rules;
	const set = new GreedyVendi([], sketches);
	const remaining = new Set(sketches.keys());
	const used = new Map<string, number>();
	const chosen: Addition[] = [];
	while (chosen.length < Math.min(count, sketches.length)) {
		const best = set.best(chosen.length === 0 ? [mostTypical(sketches)] : remaining);
		if (best === undefined) {
			break;
		}
		set.add(best.index);
		remaining.delete(best.index);
		chosen.push(best);
		const label = labels[best.index];
		if (label !== undefined) {
			const total = (used.get(label) ?? 0) + 1;
			used.set(label, total);
			if (total >= perLabel) {
				labels.forEach((other, index) => other === label && remaining.delete(index));
			}
		}
	}
	return chosen;
}

const draws = 20;

/** G-Vendi of random choices of so many of the items, which is what a selection is compared with. */
export function randomSelections(sketches: readonly Float32Array[], count: number, random: Random): RandomSets {
	const scores = Array.from({ length: draws }, () => gVendi(sample(sketches, count, random)).score);
	return { mean: mean(scores), lowest: Math.min(...scores), highest: Math.max(...scores), draws };
}

/** The item nearest to the mean direction of all; the first of several. */
function mostTypical(sketches: readonly Float32Array[]): number {
	const rows = sketches.map(normalized);
	const sum = new Float32Array(rows[0]?.length ?? 0);
	for (const row of rows) {
		row.forEach((value, component) => (sum[component] = (sum[component] ?? 0) + value));
	}
	let best = 0;
	let largest = -Infinity;
	rows.forEach((row, index) => {
		const similarity = dot(row, sum);
		if (similarity > largest) {
			largest = similarity;
			best = index;
		}
	});
	return best;
}
