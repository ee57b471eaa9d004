import { EditableSpectrum, rowEntropies, type RowEntropies } from '../numeric/editableSpectrum';
import { symmetricEigen } from '../numeric/eigen';
import { entry, type SymmetricMatrix } from '../numeric/symmetricMatrix';
import { dot, normalized } from '../numeric/vectors';

/** Below it an eigendecomposition takes no time that anyone would notice. */
const smallestKept = 150;
/** Items that came or went since the decomposition: each costs a fifteenth of a new one. */
const mostChanges = 8;

interface Base {
	readonly vectors: readonly Float32Array[];
	readonly spectrum: EditableSpectrum;
}

/**
 * What the rows of a kernel are to its spectrum, for large sets that differ little from one that was decomposed: one item
 * more or less costs O(n²). Exact but for rounding: some 1e-12 of the trace, and ten times as much where the
 * kernel is singular.
 */
export class SpectrumMemory {
	private base: Base | undefined;

	/**
	 * @param vectors the same objects as before where they are the same
	 * @param kernel their cosines
	 */
	rowsOf(vectors: readonly Float32Array[], kernel: SymmetricMatrix): RowEntropies {
		if (vectors.length < smallestKept) {
			return rowEntropies(symmetricEigen(kernel));
		}
		if (this.base !== undefined) {
			const rows = edited(this.base, vectors, kernel);
			if (rows !== undefined) {
				return rows;
			}
		}
		this.base = { vectors, spectrum: new EditableSpectrum(symmetricEigen(kernel)) };
		return this.base.spectrum.edited([], []);
	}
}

/** Nothing where too much has changed. */
function edited(
	{ vectors: former, spectrum }: Base,
	vectors: readonly Float32Array[],
	kernel: SymmetricMatrix,
): RowEntropies | undefined {
	const free = new Map<Float32Array, number[]>();
	former.forEach((vector, place) => free.set(vector, [...(free.get(vector) ?? []), place]));
	/** Where each item was, if it was there. */
	const places = vectors.map(vector => free.get(vector)?.shift());
	const removed = [...free.values()].flat().sort((a, b) => a - b);
	const added = [...vectors.keys()].filter(index => places[index] === undefined);
	if (removed.length + added.length > mostChanges) {
		return undefined;
	}
	const rows = spectrum.edited(
		removed,
		added.map((item, count) => {
			const column = new Float64Array(former.length + count);
			places.forEach((place, index) => {
				if (place !== undefined) {
					column[place] = entry(kernel, item, index);
				}
			});
			removed.forEach(place => {
				column[place] = dot(normalized(vectors[item] as Float32Array), normalized(former[place] as Float32Array));
			});
			added.slice(0, count).forEach((other, index) => {
				column[former.length + index] = entry(kernel, item, other);
			});
			return { column, corner: entry(kernel, item, item) };
		}),
	);
	// They come in the order of the former set without those that went, and then those that came.
	const order = places.map((place, index) =>
		place === undefined
			? former.length - removed.length + added.indexOf(index)
			: place - removed.filter(each => each < place).length,
	);
	const inOrder = (values: Float64Array): Float64Array => Float64Array.from(order, place => values[place] as number);
	return { entropy: rows.entropy, losses: inOrder(rows.losses), copies: inOrder(rows.copies) };
}
