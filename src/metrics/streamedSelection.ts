import type { Random } from '../base/random';
import { mean } from '../numeric/statistics';
import { dot } from '../numeric/vectors';
import { GrowingKernel } from './growingKernel';
import type { Addition } from './greedyVendi';
import type { RandomSets } from './referenceMarks';
import { gVendi } from './vendi';

/** Vectors of unit length, or of nothing but zeros, that are gone through as often as it takes. */
export interface RowBlocks {
	readonly count: number;
	/** Numbers of a vector, and from the beginning of one row to that of the next. */
	readonly length: number;
	readonly stride: number;
	/** Whole rows, one behind the other, from the first on at each call; a block holds until the next is asked for. */
	readonly blocks: () => AsyncIterable<Float32Array>;
}

export interface StreamedRules {
	readonly count: number;
	/** Whether a row may be chosen. */
	readonly isEligible: (row: number) => boolean;
	/** Number of the label of each row; rows of one label share its quota. */
	readonly labels?: Int32Array;
	readonly perLabel?: number;
	/** Told of every choice. */
	readonly onChosen?: (chosen: number) => void;
	readonly signal?: AbortSignal;
}

/**
 * The rows whose Vendi score is highest, chosen as `selectDiverse` chooses, from rows that are not held: one pass for every
 * choice, and memory for four bytes a row and choice.
 */
export async function selectFromBlocks(rows: RowBlocks, rules: StreamedRules): Promise<Addition[]> {
	const { count, isEligible, labels, perLabel = Infinity, onChosen, signal } = rules;
	const { eligible, sum } = await directionsOf(rows, isEligible, signal);
	const set = new GrowingKernel({ size: 0, data: new Float64Array() }, 0);
	const columns: Float32Array[] = [];
	const used = new Map<number, number>();
	const chosen: Addition[] = [];
	let remaining = eligible;
	while (chosen.length < Math.min(count, eligible.length) && remaining.length > 0) {
		signal?.throwIfAborted();
		const best: Addition =
			chosen.length === 0
				? { index: mostTypical(await products(rows, sum, signal), eligible), gain: 1, scoreAfter: 1 }
				: bestOf(set, columns, remaining);
		const column = Float64Array.from(columns, products => products[best.index] ?? 0);
		set.add(column, 1);
		chosen.push(best);
		onChosen?.(chosen.length);
		const label = labels?.[best.index];
		const total = label === undefined ? 0 : (used.get(label) ?? 0) + 1;
		if (label !== undefined) {
			used.set(label, total);
		}
		remaining = remaining.filter(row => row !== best.index && (total < perLabel || labels?.[row] !== label));
		if (chosen.length < count) {
			const [picked] = await rowsAt(rows, [best.index], signal);
			columns.push(await products(rows, picked ?? new Float32Array(rows.length), signal));
		}
	}
	return chosen;
}

const draws = 20;

/** What random choices of so many of these rows reach. */
export async function randomFromBlocks(
	rows: RowBlocks,
	count: number,
	random: Random,
	signal?: AbortSignal,
): Promise<RandomSets> {
	const drawn = Array.from({ length: draws }, () => distinct(rows.count, count, random));
	const wanted = [...new Set(drawn.flat())].toSorted((a, b) => a - b);
	const found = await rowsAt(rows, wanted, signal);
	const byPlace = new Map(wanted.map((place, index) => [place, found[index]]));
	const scores = drawn.map(places => gVendi(places.flatMap(place => byPlace.get(place) ?? [])).score);
	return { mean: mean(scores), lowest: Math.min(...scores), highest: Math.max(...scores), draws };
}

function bestOf(set: GrowingKernel, columns: readonly Float32Array[], candidates: readonly number[]): Addition {
	const column = new Float64Array(columns.length);
	let [index, scoreAfter] = [-1, -Infinity];
	for (const candidate of candidates) {
		for (const [item, products] of columns.entries()) {
			column[item] = products[candidate] ?? 0;
		}
		const score = set.scoreWith(column, 1);
		if (score > scoreAfter) {
			[index, scoreAfter] = [candidate, score];
		}
	}
	return { index, gain: scoreAfter - set.score, scoreAfter };
}

/** The rows that may be chosen, of which one of nothing but zeros is none, and the sum of their vectors. */
async function directionsOf(
	rows: RowBlocks,
	isEligible: (row: number) => boolean,
	signal?: AbortSignal,
): Promise<{ readonly eligible: readonly number[]; readonly sum: Float32Array }> {
	const eligible: number[] = [];
	const sum = new Float64Array(rows.length);
	await eachRow(rows, signal, (row, place) => {
		if (isEligible(place) && dot(row, row) > 0) {
			eligible.push(place);
			for (let component = 0; component < row.length; component++) {
				sum[component] = (sum[component] as number) + (row[component] as number);
			}
		}
	});
	return { eligible, sum: Float32Array.from(sum) };
}

/** The one nearest to the mean direction of all; the first of several. */
function mostTypical(likeness: Float32Array, eligible: readonly number[]): number {
	return eligible.reduce((best, row) => ((likeness[row] ?? 0) > (likeness[best] ?? 0) ? row : best), eligible[0] ?? 0);
}

async function products(rows: RowBlocks, other: Float32Array, signal?: AbortSignal): Promise<Float32Array> {
	const found = new Float32Array(rows.count);
	await eachRow(rows, signal, (row, place) => (found[place] = dot(row, other)));
	return found;
}

/** @param places in rising order */
async function rowsAt(rows: RowBlocks, places: readonly number[], signal?: AbortSignal): Promise<Float32Array[]> {
	const wanted = new Set(places);
	const found: Float32Array[] = [];
	await eachRow(rows, signal, (row, place) => wanted.has(place) && found.push(row.slice()));
	return found;
}

async function eachRow(
	{ blocks, length, stride }: RowBlocks,
	signal: AbortSignal | undefined,
	visit: (row: Float32Array, place: number) => void,
): Promise<void> {
	let place = 0;
	for await (const block of blocks()) {
		signal?.throwIfAborted();
		for (let start = 0; start < block.length; start += stride) {
			visit(block.subarray(start, start + length), place++);
		}
	}
}

/** So many different numbers below `size` (Floyd; Bentley, CACM 1987). */
function distinct(size: number, count: number, random: Random): readonly number[] {
	const drawn = new Set<number>();
	for (let top = Math.max(0, size - count); top < size; top++) {
		const number = Math.floor(random() * (top + 1));
		drawn.add(drawn.has(number) ? top : number);
	}
	return [...drawn];
}
