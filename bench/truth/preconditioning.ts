import { symmetricEigen, type SymmetricEigen } from '../../src/numeric/eigen';
import { gram, meanMatrix, type SymmetricMatrix } from '../../src/numeric/symmetricMatrix';
import { dot, normalized } from '../../src/numeric/vectors';
import type { Example, Loss, ProbeModel, Reading } from '../../src/probe/probeModel';
import { gradientRequest, sketchOf } from '../../src/workflows/readings';

/** How alike demonstrations are, by what and after what. */
export type Kernel = string;

/** What kernels are preconditioned by: demonstrations of other tasks than those that are measured. */
export interface Reference {
	/** Every kernel over a set, each a matrix of cosines. */
	kernels(set: readonly Example[]): Promise<ReadonlyMap<Kernel, SymmetricMatrix>>;
}

const singleLosses = ['completion', 'joint'] as const satisfies readonly Loss[];

export async function referenceOf(probe: ProbeModel, examples: readonly Example[]): Promise<Reference> {
	const read = (set: readonly Example[], loss: Loss): Promise<readonly Reading[]> =>
		probe.read(set.map(example => gradientRequest(example, undefined, loss)));
	const known = { completion: await read(examples, 'completion'), joint: await read(examples, 'joint') };
	const spaces = {
		completion: new Space(known.completion.map(sketchOf)),
		joint: new Space(known.joint.map(sketchOf)),
		embeddings: new Space(known.joint.map(({ embedding }) => embedding)),
	};
	return {
		async kernels(set) {
			const kernels = new Map<Kernel, SymmetricMatrix>();
			for (const loss of singleLosses) {
				const sketches = (await read(set, loss)).map(sketchOf);
				for (const [name, kernel] of spaces[loss].kernels(sketches)) {
					kernels.set(`${loss}${name}`, kernel);
				}
			}
			const embeddings = (await read(set, 'joint')).map(({ embedding }) => embedding);
			for (const [name, kernel] of spaces.embeddings.kernels(embeddings)) {
				kernels.set(`embeddings${name}`, kernel);
			}
			const of = (name: Kernel): SymmetricMatrix => kernels.get(name) ?? { size: 0, data: new Float64Array() };
			for (const name of ['', ...preconditionings]) {
				kernels.set(`both${name}`, meanMatrix(of(`completion${name}`), of(`joint${name}`)));
			}
			for (const gradients of ['joint', 'both', 'joint, centred', 'both, centred']) {
				for (const others of ['embeddings', 'embeddings, centred']) {
					kernels.set(`${gradients} + ${others}`, meanMatrix(of(gradients), of(others)));
				}
			}
			return kernels;
		},
	};
}

const preconditionings = [', centred', ', whitened', ', scaled'] as const;

/** A space of vectors with what is typical of it. */
export class Space {
	private readonly typical: readonly Float32Array[];
	/** Of the unit vectors. */
	private readonly mean: Float32Array;
	private readonly eigen: SymmetricEigen;
	/** One over the root mean square of each component, in units of all of them. */
	private readonly scales: Float32Array;
	private readonly placed = new WeakMap<Float32Array, Place>();

	constructor(vectors: readonly Float32Array[]) {
		this.typical = vectors.map(normalized);
		const [first = new Float32Array()] = this.typical;
		const count = this.typical.length;
		const sums = new Float64Array(first.length);
		const squares = new Float64Array(first.length);
		for (const vector of this.typical) {
			vector.forEach((value, component) => {
				sums[component] = (sums[component] as number) + value;
				squares[component] = (squares[component] as number) + value * value;
			});
		}
		this.mean = Float32Array.from(sums, sum => sum / count);
		const floor = 1e-3 / first.length;
		this.scales = Float32Array.from(squares, square => 1 / Math.sqrt(square / count + floor));
		this.eigen = symmetricEigen(gram(this.typical));
	}

	/**
	 * Cosines of vectors as they are; after the mean was taken off; under the inverse of the typical covariance, with a ridge of
	 * its mean eigenvalue so that no direction is blown up; and with each component divided by its typical magnitude.
	 */
	kernels(vectors: readonly Float32Array[]): readonly (readonly [name: string, kernel: SymmetricMatrix])[] {
		const places = vectors.map(vector => this.place(vector));
		const plain = gram(places.map(({ unit }) => unit));
		const within = gram(places.map(place => place.within));
		const square = dot(this.mean, this.mean);
		const along = places.map(place => place.alongMean);
		return [
			['', plain],
			[', centred', cosines(plain, (value, row, column) => value - (along[row] ?? 0) - (along[column] ?? 0) + square)],
			[
				', whitened',
				cosines(plain, (value, row, column) => value - (within.data[row * within.size + column] as number)),
			],
			[', scaled', gram(places.map(({ scaled }) => scaled))],
		];
	}

	/**
	 * x·(C + λI)⁻¹·y for C = PᵀP/n with unit rows P and λ = 1/n is n·(x·y − w(x)·w(y)), where PPᵀ = VSVᵀ and w(x) = (S + I)^−½ Vᵀ P x
	 * (Woodbury): nothing of the size of a sketch is inverted.
	 */
	private place(vector: Float32Array): Place {
		const known = this.placed.get(vector);
		if (known !== undefined) {
			return known;
		}
		const unit = normalized(vector);
		const { size, values, vectors } = this.eigen;
		const products = this.typical.map(other => dot(unit, other));
		const within = Float32Array.from({ length: size }, (_, direction) => {
			let sum = 0;
			for (let index = 0; index < size; index++) {
				sum += (vectors[direction * size + index] as number) * (products[index] as number);
			}
			return sum / Math.sqrt(Math.max(0, values[direction] as number) + 1);
		});
		const place: Place = {
			unit,
			alongMean: dot(unit, this.mean),
			within,
			scaled: normalized(unit.map((value, component) => value * (this.scales[component] as number))),
		};
		this.placed.set(vector, place);
		return place;
	}
}

interface Place {
	readonly unit: Float32Array;
	readonly alongMean: number;
	/** Its part in the span of the typical ones, as whitening takes it off. */
	readonly within: Float32Array;
	readonly scaled: Float32Array;
}

/** A changed kernel with its diagonal brought back to 1. */
function cosines(
	{ size, data }: SymmetricMatrix,
	change: (value: number, row: number, column: number) => number,
): SymmetricMatrix {
	const changed = data.map((value, index) => change(value, Math.floor(index / size), index % size));
	const lengths = Array.from({ length: size }, (_, row) => Math.sqrt(Math.max(0, changed[row * size + row] as number)));
	return {
		size,
		data: changed.map((value, index) => {
			const scale = (lengths[Math.floor(index / size)] ?? 0) * (lengths[index % size] ?? 0);
			return scale === 0 ? 0 : value / scale;
		}),
	};
}
