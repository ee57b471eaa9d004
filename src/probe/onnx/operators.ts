import { contributedDomain, type GraphBuilder, type Value } from './graphBuilder';

/**
 * Which operators a graph is made of. ONNX Runtime's own ones are faster on a CPU; the standard ones alone are exact
 * on every execution provider (WebGPU computes the second output of its own normalisation differently).
 */
export type OperatorSet = 'contributed' | 'standard';

export interface BatchedProductOptions {
	/** Axes of both factors; all but the last two are batch axes. */
	readonly rank: 3 | 4;
	/** Swaps the last two axes of the left or right factor. */
	readonly transposeLeft?: boolean;
	readonly transposeRight?: boolean;
	readonly scale?: number;
}

/** Root-mean-square normalisation with what its gradient needs. */
export interface NormOutput {
	readonly output: Value;
	/** 1 / √(mean square + ε), [.., 1]. */
	readonly inverse: Value;
}

/** The operators of a decoder, in terms of either operator set. */
export class Operators {
	constructor(
		readonly graph: GraphBuilder,
		private readonly set: OperatorSet,
	) {}

	add(left: Value, right: Value): Value {
		return this.graph.node('Add', [left, right]);
	}

	subtract(left: Value, right: Value): Value {
		return this.graph.node('Sub', [left, right]);
	}

	multiply(left: Value, right: Value): Value {
		return this.graph.node('Mul', [left, right]);
	}

	/** A sum of one or more values of one shape. */
	sum(values: readonly Value[]): Value {
		const [first, ...rest] = values;
		if (first === undefined) {
			throw new RangeError('a sum needs at least one value');
		}
		return rest.length === 0 ? first : this.graph.node('Sum', values);
	}

	reshape(value: Value, shape: Value): Value {
		return this.graph.node('Reshape', [value, shape]);
	}

	transpose(value: Value, ...permutation: readonly number[]): Value {
		return this.graph.node('Transpose', [value], { perm: permutation });
	}

	unsqueeze(value: Value, ...axes: readonly number[]): Value {
		return this.graph.node('Unsqueeze', [value, this.graph.integers(...axes)]);
	}

	squeeze(value: Value, ...axes: readonly number[]): Value {
		return this.graph.node('Squeeze', [value, this.graph.integers(...axes)]);
	}

	gather(value: Value, indices: Value): Value {
		return this.graph.node('Gather', [value, indices], { axis: 0 });
	}

	concat(axis: number, ...values: readonly Value[]): Value {
		return this.graph.node('Concat', values, { axis });
	}

	/** Sums over one axis. */
	reduceSum(value: Value, axis: number, keepDimension: boolean): Value {
		return this.graph.node('ReduceSum', [value, this.graph.integers(axis)], { keepdims: keepDimension ? 1 : 0 });
	}

	/** Zeros of this shape with the updates written at the indices (`ScatterND`). */
	scatter(shape: Value, indices: Value, updates: Value): Value {
		const zeros = this.graph.node('ConstantOfShape', [shape]);
		return this.graph.node('ScatterND', [zeros, indices, updates]);
	}

	matMul(left: Value, right: Value): Value {
		return this.graph.node('MatMul', [left, right]);
	}

	/** scale · left·right over the last two axes. */
	batchedProduct(left: Value, right: Value, options: BatchedProductOptions): Value {
		const { rank, transposeLeft = false, transposeRight = false, scale = 1 } = options;
		if (this.set === 'contributed') {
			return this.graph.node(
				'FusedMatMul',
				[left, right],
				{ transA: Number(transposeLeft), transB: Number(transposeRight), alpha: { float: scale } },
				contributedDomain,
			);
		}
		const swap = (value: Value): Value =>
			rank === 3 ? this.transpose(value, 0, 2, 1) : this.transpose(value, 0, 1, 3, 2);
		const product = this.matMul(transposeLeft ? swap(left) : left, transposeRight ? swap(right) : right);
		return scale === 1 ? product : this.multiply(product, this.graph.float(scale));
	}

	/** x·Wᵀ + b with a checkpoint's [out, in] weight and, where there is one, [out] bias; x is [rows, in]. */
	linear(input: Value, weight: Value, bias?: Value): Value {
		return this.graph.node('Gemm', bias === undefined ? [input, weight] : [input, weight, bias], { transB: 1 });
	}

	/** x / √(mean x² + ε) · gain over the last axis. */
	rmsNorm(input: Value, gain: Value, epsilon: number): NormOutput {
		if (this.set === 'contributed') {
			const [output, inverse] = this.graph.nodePair('SimplifiedLayerNormalization', [input, gain], {
				axis: -1,
				epsilon: { float: epsilon },
				stash_type: 1,
			});
			return { output, inverse };
		}
		const meanSquare = this.mean(this.multiply(input, input));
		const root = this.graph.node('Sqrt', [this.add(meanSquare, this.graph.float(epsilon))]);
		const inverse = this.graph.node('Reciprocal', [root]);
		return { output: this.multiply(this.multiply(input, inverse), gain), inverse };
	}

	/** Mean over the last axis, which stays with size 1. */
	mean(value: Value): Value {
		return this.graph.node('ReduceMean', [value], { axes: [-1], keepdims: 1 });
	}

	/**
	 * Turns pairs (i, i + headSize/2) of [B, heads, T, headSize] by an angle that grows with the position (RoPE, Su et
	 * al., arXiv 2104.09864). The gradient is turned back: the same rotation with the sines negated.
	 */
	rotate(value: Value, rotation: Rotation, backward: boolean): Value {
		const { graph } = this;
		const sines = backward ? rotation.negativeSines : rotation.sines;
		if (this.set === 'contributed') {
			return graph.node('RotaryEmbedding', [value, graph.integers(0), rotation.cosines, sines], {}, contributedDomain);
		}
		const half = rotation.headSize / 2;
		const table = (angles: Value): Value => {
			const used = graph.node('Slice', [angles, graph.integers(0), rotation.time, graph.integers(0)]);
			return this.concat(-1, used, used);
		};
		const part = (from: number, to: number): Value =>
			graph.node('Slice', [value, graph.integers(from), graph.integers(to), graph.integers(-1)]);
		const turned = this.concat(-1, graph.node('Neg', [part(half, 2 * half)]), part(0, half));
		return this.add(
			this.multiply(
				value,
				graph.constant(`${rotation.cosines} used`, () => table(rotation.cosines)),
			),
			this.multiply(
				turned,
				graph.constant(`${sines} used`, () => table(sines)),
			),
		);
	}
}

/** Tables of angles, [window, headSize / 2] each. */
export interface Rotation {
	readonly headSize: number;
	readonly cosines: Value;
	readonly sines: Value;
	readonly negativeSines: Value;
	/** The number of positions in use, [1]. */
	readonly time: Value;
}
