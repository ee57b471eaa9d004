import { hashSeed, seededRandom } from '../base/random';

/** Names the one fixed matrix: changing it changes every folded sketch. */
const seed = hashSeed('demoscope.rademacher-fold');

/** Numbers of a vector whose signed sums are looked up together, and groups handled in one pass: 32 signs. */
const groupSize = 8;
const groupsPerPass = 4;
const numbersPerPass = groupSize * groupsPerPass;
const tableSize = 2 ** groupSize;

/**
 * Projects vectors to fewer dimensions by one fixed matrix of ±1/√dimension, which keeps inner products in
 * expectation (the projection of arXiv 2505.20161, applied to our sketches instead of to the gradients).
 *
 * Of eight numbers there are but 256 sums with signs. They are made once for all components, each of which then takes
 * one by a byte of signs: a sixth of the additions of a plain product ("four Russians": Arlazarov, Dinic, Kronrod and
 * Faradzhev, 1970).
 */
export class RademacherFold {
	/** 32 signs for every pass and component, [passes, dimension]; a set bit is a plus. */
	private readonly signs: Int32Array;
	private readonly passes: number;
	private readonly padded: Float64Array;
	private readonly tables = new Float64Array(groupsPerPass * tableSize);

	/** @param length of the vectors */
	constructor(
		readonly length: number,
		readonly dimension: number,
	) {
		this.passes = Math.ceil(length / numbersPerPass);
		this.padded = new Float64Array(this.passes * numbersPerPass);
		this.signs = new Int32Array(this.passes * dimension);
		const random = seededRandom(seed);
		for (let component = 0; component < dimension; component++) {
			for (let index = 0; index < length; index++) {
				if (random() >= 0.5) {
					const place = Math.floor(index / numbersPerPass) * dimension + component;
					this.signs[place] = (this.signs[place] as number) | (1 << (index % numbersPerPass));
				}
			}
		}
	}

	/** @param folded receives the projection, [dimension] */
	fold(vector: Float32Array, folded: Float64Array): void {
		const { signs, passes, padded, tables, dimension } = this;
		padded.set(vector);
		folded.fill(0);
		for (let pass = 0; pass < passes; pass++) {
			this.fillTables(pass);
			const first = pass * dimension;
			for (let component = 0; component < dimension; component++) {
				const code = signs[first + component] as number;
				const sum01 = at(tables, code & 255) + at(tables, 256 + ((code >>> 8) & 255));
				const sum23 = at(tables, 512 + ((code >>> 16) & 255)) + at(tables, 768 + (code >>> 24));
				folded[component] = at(folded, component) + (sum01 + sum23);
			}
		}
		const scale = 1 / Math.sqrt(dimension);
		for (let component = 0; component < dimension; component++) {
			folded[component] = at(folded, component) * scale;
		}
	}

	/** The sums of each group of this pass under all signs: those with a plus more follow from those without it. */
	private fillTables(pass: number): void {
		const { padded, tables } = this;
		for (let group = 0; group < groupsPerPass; group++) {
			const first = (pass * groupsPerPass + group) * groupSize;
			const table = group * tableSize;
			let negative = 0;
			for (let index = 0; index < groupSize; index++) {
				negative -= at(padded, first + index);
			}
			tables[table] = negative;
			for (let index = 0; index < groupSize; index++) {
				const twice = 2 * at(padded, first + index);
				const known = 1 << index;
				for (let signs = 0; signs < known; signs++) {
					tables[table + known + signs] = at(tables, table + signs) + twice;
				}
			}
		}
	}
}

/** An element that is known to exist: the index is in bounds. */
function at(values: Float64Array, index: number): number {
	return values[index] as number;
}
