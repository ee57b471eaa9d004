import { seededRandom } from '../base/random';
import { finished, type Steps } from '../base/steps';
import { contributions } from '../metrics/contribution';
import { rankAdditions } from '../metrics/gains';
import type { Addition } from '../metrics/greedyVendi';
import { cosineKernel } from '../metrics/kernel';
import { KernelMemory } from '../metrics/kernelMemory';
import { likenessScores, type LikenessScores } from '../metrics/likenessScores';
import { randomSets, referenceMarks, type RandomSets, type ReferenceMarks } from '../metrics/referenceMarks';
import { randomSelections, selectDiverse, type SelectionRules } from '../metrics/selection';
import { SpectrumMemory } from '../metrics/spectrumMemory';
import { surfaceMetrics, type SurfaceMetrics } from '../metrics/surface';
import { twins, type Twin } from '../metrics/twins';
import { gVendi, type VendiScores } from '../metrics/vendi';
import type { RowEntropies } from '../numeric/editableSpectrum';
import type { Point } from '../numeric/procrustes';
import type { SymmetricMatrix } from '../numeric/symmetricMatrix';
import type { Reading } from '../probe/probeModel';
import { layout } from '../regions/map';
import { regionNames } from '../regions/names';
import { findRegions, type Regions } from '../regions/regions';
import { largestPairwise } from './largestPairwise';

export interface MeasureInput {
	/** Gradient sketches, one a demonstration, [4096] each. */
	readonly sketches: readonly Float32Array[];
	/** The demonstrations' texts, for the regions' names. */
	readonly texts: readonly string[];
	/** The probe's, one each. */
	readonly readings: readonly Pick<Reading, 'embedding' | 'logProbs' | 'tokens'>[];
	/** Where the demonstrations stood on the last map, so that what has not changed stays where it was. */
	readonly previousPlaces?: readonly (Point | undefined)[];
}

/** Everything that follows from the readings of one set. */
export interface Measurement {
	readonly gVendi: VendiScores;
	readonly surface: SurfaceMetrics | null;
	/** From here on empty above `largestPairwise`. */
	readonly contributions: readonly number[];
	/** `null` above `largestPairwise`, and for a single demonstration. */
	readonly marks: ReferenceMarks | null;
	/** Scores of the same kind over words and embeddings; `null` above `largestPairwise`. */
	readonly likeness: LikenessScores | null;
	readonly twins: readonly (Twin | undefined)[];
	readonly places: readonly Point[];
	readonly regions: Regions;
	readonly regionNames: readonly string[];
}

/** Fixed, so that one set always gives the same marks. */
const marksSeed = 2_505;
const poolSeed = 3_105;
const clusterSeed = 2_410;
const selectionSeed = 1_702;

export interface Selected {
	readonly chosen: readonly Addition[];
	readonly random: RandomSets;
}

const noRegions: Regions = { assignment: [], centroids: [], sizes: [], sparse: [] };

/** What of a measurement findings rest on: it is known first. */
export type Comparison = Pick<Measurement, 'contributions' | 'twins'>;

interface Compared extends Comparison {
	readonly kernel: SymmetricMatrix;
	readonly rows: RowEntropies;
}

/** What is kept from one measurement for the next, so that after an edit only what has changed is compared again. */
export class MeasureMemory {
	private readonly sketches = new KernelMemory();
	private readonly embeddings = new KernelMemory();
	private readonly spectra = new SpectrumMemory();
	private latest: Compared | undefined;

	compare(sketches: readonly Float32Array[]): Compared {
		const kernel = this.sketches.kernelOf(sketches);
		if (this.latest?.kernel !== kernel) {
			const rows = this.spectra.rowsOf(sketches, kernel);
			this.latest = { kernel, rows, contributions: contributions(kernel, rows), twins: twins(kernel) };
		}
		return this.latest;
	}

	kernelOfEmbeddings(embeddings: readonly Float32Array[]): SymmetricMatrix {
		return this.embeddings.kernelOf(embeddings);
	}
}

/** Measures in steps, between which the work can be left. */
export function* measureSteps(
	{ sketches, texts, readings, previousPlaces }: MeasureInput,
	memory: MeasureMemory,
	onCompared?: (comparison: Comparison) => void,
): Steps<Measurement> {
	if (sketches.length > largestPairwise) {
		return {
			gVendi: gVendi(sketches),
			surface: surfaceMetrics(texts, readings),
			contributions: [],
			marks: null,
			likeness: null,
			twins: [],
			places: [],
			regions: noRegions,
			regionNames: [],
		};
	}
	const { kernel, rows, ...comparison } = memory.compare(sketches);
	onCompared?.(comparison);
	yield;
	const regions = findRegions(sketches, kernel);
	yield;
	const places = layout(kernel, previousPlaces);
	yield;
	const marks = referenceMarks(kernel, comparison.contributions, seededRandom(marksSeed), rows);
	yield;
	const surface = surfaceMetrics(texts, readings);
	yield;
	const embeddings = memory.kernelOfEmbeddings(readings.map(({ embedding }) => embedding));
	yield;
	return {
		gVendi: gVendi(sketches, kernel),
		surface,
		...comparison,
		marks,
		likeness: likenessScores(texts, kernel, embeddings, seededRandom(clusterSeed)),
		places,
		regions,
		regionNames: regionNames(texts, regions.assignment, regions.sizes.length),
	};
}

export interface MeasureOptions {
	readonly signal?: AbortSignal;
	/** Told as soon as it is known what findings rest on; not for sets that are not compared pair by pair. */
	readonly onCompared?: (comparison: Comparison) => void;
}

/**
 * The arithmetic that may take longer than an editor can wait: in the editor it runs in a thread of its own,
 * on the command line in place.
 */
export interface Measurer {
	/** @throws the signal's reason */
	measure(input: MeasureInput, options?: MeasureOptions): Promise<Measurement>;
	/** Regions of sketches alone. */
	findRegions(sketches: readonly Float32Array[]): Promise<Regions>;
	/** Greedy choice of the additions that raise G-Vendi most, with the exact gain of each. */
	rankAdditions(
		base: readonly Float32Array[],
		candidates: readonly Float32Array[],
		count: number,
	): Promise<readonly Addition[]>;
	/** What random sets of so many of these sketches reach, each at most once in a set. */
	randomSets(sketches: readonly Float32Array[], size: number): Promise<RandomSets>;
	/** Greedy choice of the items whose G-Vendi is highest, and what random choices of as many reach. */
	selectDiverse(sketches: readonly Float32Array[], rules: SelectionRules): Promise<Selected>;
}

/** Runs in place. */
export const directMeasurer: Measurer = {
	measure: (input, { onCompared } = {}) =>
		Promise.resolve(finished(measureSteps(input, new MeasureMemory(), onCompared))),
	findRegions: sketches => Promise.resolve(findRegions(sketches)),
	rankAdditions: (base, candidates, count) => Promise.resolve(rankAdditions(base, candidates, count)),
	randomSets: (sketches, size) => Promise.resolve(randomSets(cosineKernel(sketches), size, seededRandom(poolSeed))),
	selectDiverse: (sketches, rules) => {
		const chosen = selectDiverse(sketches, rules);
		const random = randomSelections(sketches, chosen.length, seededRandom(selectionSeed));
		return Promise.resolve({ chosen, random });
	},
};
