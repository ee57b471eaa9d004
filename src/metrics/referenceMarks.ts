import type { Random } from '../base/random';
import { rowEntropies, type RowEntropies } from '../numeric/editableSpectrum';
import { symmetricEigen } from '../numeric/eigen';
import { sample } from '../numeric/sample';
import { mean } from '../numeric/statistics';
import { entry, trace, type SymmetricMatrix } from '../numeric/symmetricMatrix';
import { scoreFromEntropy, vendiOfKernel } from './vendi';

/** Scores of sets that were drawn at random. */
export interface RandomSets {
	readonly mean: number;
	readonly lowest: number;
	readonly highest: number;
	readonly draws: number;
}

/** What a score is read against: the raw G-Vendi of a small set lies close to its size whatever the set is. */
export interface ReferenceMarks {
	/** Of sets of as many, drawn from this one with replacement. */
	readonly resampled: RandomSets;
	/** Score of the set with the demonstration that contributes least in it twice. */
	readonly doubled: number;
}

/** For larger sets each draw costs more and says more. */
const draws = { small: 20, large: 6 };
const largestSmall = 256;

/**
 * Reference marks of a set that no pool belongs to. A set that resampling hardly lowers repeats itself anyway: what it has once
 * stands in it several times.
 *
 * @param kernel cosines of the items, [n, n]
 * @param contributions of each item
 * @param rows what the kernel's rows are to its spectrum, where it is known already
 * @returns `null` for fewer than two items
 */
export function referenceMarks(
	kernel: SymmetricMatrix,
	contributions: readonly number[],
	random: Random,
	rows: RowEntropies = rowEntropies(symmetricEigen(kernel)),
): ReferenceMarks | null {
	const { size } = kernel;
	if (size < 2) {
		return null;
	}
	const resampled = drawnSets(size, () => {
		const times = new Array<number>(size).fill(0);
		for (let draw = 0; draw < size; draw++) {
			const item = Math.floor(random() * size);
			times[item] = (times[item] ?? 0) + 1;
		}
		return repeatedScore(kernel, times);
	});
	const weakest = contributions.reduce((least, value, item) => (value < (contributions[least] ?? 0) ? item : least), 0);
	const doubled = scoreFromEntropy(
		rows.entropy + (rows.copies[weakest] ?? 0),
		trace(kernel) + entry(kernel, weakest, weakest),
	);
	return { resampled, doubled };
}

/**
 * Scores of random sets of so many of the items, each item at most once in a set.
 *
 * @param kernel cosines of the items, [m, m] with m no smaller than `size`
 */
export function randomSets(kernel: SymmetricMatrix, size: number, random: Random): RandomSets {
	const items = [...Array(kernel.size).keys()];
	return drawnSets(size, () => {
		const chosen = new Set(sample(items, size, random));
		return repeatedScore(
			kernel,
			items.map(item => Number(chosen.has(item))),
		);
	});
}

function drawnSets(size: number, draw: () => number): RandomSets {
	const scores = Array.from({ length: size <= largestSmall ? draws.small : draws.large }, draw);
	return { mean: mean(scores), lowest: Math.min(...scores), highest: Math.max(...scores), draws: scores.length };
}

/** Vendi score of order 1 of the items, each so many times: copies add nothing to the spectrum but weight. */
function repeatedScore(kernel: SymmetricMatrix, times: readonly number[]): number {
	const items = [...times.keys()].filter(item => (times[item] ?? 0) > 0);
	const data = new Float64Array(items.length ** 2);
	items.forEach((item, row) => {
		items.forEach((other, column) => {
			const weight = Math.sqrt((times[item] ?? 0) * (times[other] ?? 0));
			data[row * items.length + column] = weight * entry(kernel, item, other);
		});
	});
	return vendiOfKernel({ size: items.length, data })['1'];
}
