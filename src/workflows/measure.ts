import { contributions } from '../metrics/contribution';
import { rankAdditions, type Addition } from '../metrics/gains';
import { twins, type Twin } from '../metrics/twins';
import { gVendi, vendiScore } from '../metrics/vendi';
import { gram } from '../numeric/symmetricMatrix';
import { normalized } from '../numeric/vectors';
import { layout, type Place } from '../regions/map';
import { regionNames } from '../regions/names';
import { findRegions, type Regions } from '../regions/regions';

/** Above this many demonstrations the Gram matrix gives way to its dual, and there are no contributions and no map. */
export const largestPairwise = 1024;

export interface MeasureInput {
	/** Gradient sketches, one a demonstration, [4096] each. */
	readonly sketches: readonly Float32Array[];
	/** The demonstrations' texts, for the regions' names. */
	readonly texts: readonly string[];
	/** Where the demonstrations stood on the last map, so that what has not changed stays where it was. */
	readonly previousPlaces?: readonly (Place | undefined)[];
}

/** Everything that follows from the gradients of one set. */
export interface Measurement {
	readonly gVendi: number;
	readonly vendi: { readonly '0.5': number; readonly '1': number; readonly '2': number; readonly inf: number };
	/** Empty above `largestPairwise`, as are `twins` and `places`. */
	readonly contributions: readonly number[];
	readonly twins: readonly (Twin | undefined)[];
	readonly places: readonly Place[];
	readonly regions: Regions;
	readonly regionNames: readonly string[];
}

/**
 * The arithmetic that may take longer than an editor can wait: in the editor it runs in a thread of its own,
 * on the command line in place.
 */
export interface Measurer {
	measure(input: MeasureInput): Promise<Measurement>;
	/** Greedy choice of the additions that raise G-Vendi most, with the exact gain of each. */
	rankAdditions(
		base: readonly Float32Array[],
		candidates: readonly Float32Array[],
		count: number,
	): Promise<readonly Addition[]>;
}

/** Runs in place. */
export const directMeasurer: Measurer = {
	measure: input => Promise.resolve(measure(input)),
	rankAdditions: (base, candidates, count) => Promise.resolve(rankAdditions(base, candidates, count)),
};
