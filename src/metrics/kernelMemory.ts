import type { SymmetricMatrix } from '../numeric/symmetricMatrix';
import { dotPairs, normalized } from '../numeric/vectors';
import { cosineKernel } from './kernel';

/** Of two documents that are edited in turns, each finds its kernel. */
const remembered = 2;

interface Known {
	/** Where each vector stood; of one that stood several times, the last place. */
	readonly places: ReadonlyMap<Float32Array, number>;
	readonly kernel: SymmetricMatrix;
}

/**
 * Cosine kernels of sets that differ little from the ones before: the products of vectors that stood there already are taken
 * over, so that a set of n in which one is new costs n products. Exact: digit for digit what `cosineKernel` gives.
 */
export class KernelMemory {
	/** The one asked for last comes first. */
	private known: readonly Known[] = [];

	/** @param vectors the same objects as before where they are the same, and never changed */
	kernelOf(vectors: readonly Float32Array[]): SymmetricMatrix {
		const nearest = this.nearest(vectors);
		const found = nearest === undefined ? anew(vectors) : updated(nearest, vectors);
		const rest = this.known.filter(each => each !== nearest);
		this.known = [found, ...rest].slice(0, remembered);
		return found.kernel;
	}

	/** The one with the most of these vectors, if that is half of them. */
	private nearest(vectors: readonly Float32Array[]): Known | undefined {
		let most = vectors.length / 2;
		let nearest: Known | undefined;
		for (const known of this.known) {
			const shared = vectors.filter(vector => known.places.has(vector)).length;
			if (shared > most) {
				most = shared;
				nearest = known;
			}
		}
		return nearest;
	}
}

function anew(vectors: readonly Float32Array[]): Known {
	return { places: placesOf(vectors), kernel: cosineKernel(vectors) };
}

function updated(known: Known, vectors: readonly Float32Array[]): Known {
	const size = vectors.length;
	const former = vectors.map(vector => known.places.get(vector) ?? -1);
	if (size === known.kernel.size && former.every((place, index) => place === index)) {
		return known;
	}
	const rows = former.every(place => place >= 0) ? [] : vectors.map(normalized);
	const data = new Float64Array(size * size);
	former.forEach((from, row) => {
		if (from < 0) {
			fillRow(data, rows, row);
			return;
		}
		const start = from * known.kernel.size;
		former.forEach((place, column) => {
			if (place >= 0) {
				data[row * size + column] = known.kernel.data[start + place] as number;
			}
		});
	});
	former.forEach((from, row) => {
		for (let other = 0; other < size && from < 0; other++) {
			data[other * size + row] = data[row * size + other] as number;
		}
	});
	return { places: placesOf(vectors), kernel: { size, data } };
}

/** The products of one row with all, summed in the order in which `gram` does. */
function fillRow(data: Float64Array, rows: readonly Float32Array[], row: number): void {
	const own = rows[row] as Float32Array;
	const products = new Float64Array(4);
	for (let other = 0; other < rows.length; other += 2) {
		const first = rows[other] as Float32Array;
		dotPairs(own, own, first, rows[other + 1] ?? first, products);
		data[row * rows.length + other] = products[0] as number;
		if (other + 1 < rows.length) {
			data[row * rows.length + other + 1] = products[1] as number;
		}
	}
}

function placesOf(vectors: readonly Float32Array[]): ReadonlyMap<Float32Array, number> {
	return new Map(vectors.map((vector, index) => [vector, index]));
}
