import type { GradientSink, LinearGradient } from './backwardPass';
import type { ForwardTrace, GraphContext } from './forwardPass';
import { elementType, type Value } from './graphBuilder';
import { hadamard, signs, sketchDimension, sketchSide, tableDimension, tableSide } from './projections';

/**
 * Projects the gradient of all parameters to {@link sketchDimension} numbers, so that inner products are kept in
 * expectation over the signs: E⟨S₁, S₂⟩ = ⟨g₁, g₂⟩. Every parameter has signs of its own and adds its share to the
 * same numbers.
 *
 * - A linear layer, δᵀ·a with δ [T, out] and a [T, in]: the Kronecker projection (δ·P_out)ᵀ·(a·P_in), P of ±1 with 64
 *   columns. The weight's gradient itself is never formed.
 * - A gain or a bias: its entries with random signs, each on a number of its own.
 * - The embedding and the output layer, δᵀ·a with δ [T, vocabulary]: their gradient lies in few rows, which a
 *   Kronecker projection resolves badly, so number j of 1024 is uⱼᵀ·(δᵀ·a)·vⱼ, with u and v drawn anew for every j. v is
 *   ±1; u is a signed Hadamard column over the vocabulary, which makes δ·u cheap for a dense δ and a look-up for
 *   one-hot rows (the TensorSRHT of Ahle et al., arXiv 1909.01410, with one factor left dense). A vocabulary of more
 *   than 1024 entries is first hashed with signs to so many.
 *
 * The scale is 1/√64·1/√64 for the first kind and 1/√1024 for the last.
 */
export class GradientSketch implements GradientSink {
	/** Addends before scaling, [B, 64, 64] each. */
	private readonly squares: Value[] = [];
	/** Addends before scaling, [B, 4096] each. */
	private readonly shares: Value[] = [];
	/** Gradients of gains and biases, [B, 1, size] each, by their size. */
	private readonly vectors = new Map<number, { readonly name: string; readonly gradient: Value }[]>();

	constructor(private readonly context: GraphContext) {}

	linear(input: Value, layers: readonly LinearGradient[]): void {
		const { operators, linearLayers, parameters } = this.context;
		const names = layers.map(({ weight }) => weight);
		const [, inputSize = 0] = parameters.shape(names[0] ?? '');
		const projectedInput = linearLayers.project(
			input,
			this.storedSigns(`${names.join(' ')} in`, [inputSize, sketchSide]),
		);
		const projectedGradients = layers.map(({ weight, outputGradient }) => {
			const [outputSize = 0] = parameters.shape(weight);
			return linearLayers.project(outputGradient, this.storedSigns(`${weight} out`, [outputSize, sketchSide]));
		});
		const left = this.perText(operators.sum(projectedGradients), sketchSide);
		this.squares.push(
			operators.batchedProduct(left, this.perText(projectedInput, sketchSide), { rank: 3, transposeLeft: true }),
		);
	}

	vector(name: string, rows: Value): void {
		const [size = 0] = this.context.parameters.shape(name);
		const alike = this.vectors.get(size) ?? [];
		alike.push({ name, gradient: this.sumPerText(rows, size) });
		this.vectors.set(size, alike);
	}

	head(name: string, forward: ForwardTrace): void {
		const { operators, inputs } = this.context;
		const { graph } = operators;
		const { weights, targets, predictingRows } = inputs.scored;
		const buckets = this.fold(
			operators.multiply(forward.probabilities, this.entrySigns(name)),
			this.vocabulary,
			tableDimension,
		);
		const spread = this.hadamardTransform(buckets);
		const left = operators.multiply(operators.subtract(spread, this.entryColumns(name, targets)), weights);
		const products = operators.multiply(left, this.widthProjection(name, forward.scoredStates));
		const rows = operators.scatter(
			operators.concat(0, graph.node('Mul', [inputs.batch, inputs.time]), graph.integers(tableDimension)),
			operators.unsqueeze(predictingRows, 1),
			products,
		);
		this.addTableShare(rows);
	}

	embedding(name: string, rows: Value): void {
		const { operators, inputs } = this.context;
		const ids = operators.reshape(inputs.tokens, operators.graph.integers(-1));
		const products = operators.multiply(this.entryColumns(name, ids), this.widthProjection(name, rows));
		this.addTableShare(products);
	}

	/** Declares the output `sketch`, [B, 4096]. */
	finish(): void {
		const { operators } = this.context;
		const { graph } = operators;
		graph.enter('sketch');
		const squares = operators.reshape(operators.sum(this.squares), graph.integers(-1, sketchDimension));
		const sum = operators.sum([squares, ...this.shares, ...this.vectorShares()]);
		const sketch = operators.multiply(sum, graph.float(1 / sketchSide));
		graph.output('sketch', sketch, elementType.float, ['B', sketchDimension]);
	}

	/** Gains and biases of one size together: fewer and larger steps. */
	private vectorShares(): readonly Value[] {
		const { operators } = this.context;
		return [...this.vectors].map(([size, vectors]) => {
			const drawn = vectors.map(({ name }) => operators.unsqueeze(this.signTensor(name, [size], sketchSide), 0));
			const gradients = operators.concat(1, ...vectors.map(({ gradient }) => gradient));
			const signed = operators.multiply(gradients, operators.concat(0, ...drawn));
			return this.fold(operators.reduceSum(signed, 1, false), size, sketchDimension);
		});
	}

	private get vocabulary(): number {
		return this.context.config.vocabularySize;
	}

	/** Signs of this size, a small integer, as numbers; they travel in a quarter of the room. */
	private signTensor(name: string, shape: readonly number[], magnitude = 1): Value {
		const { graph } = this.context.operators;
		return graph.constant(`sketch/${name}`, () =>
			graph.node('Cast', [this.storedSigns(name, shape, magnitude)], { to: elementType.float }),
		);
	}

	private storedSigns(name: string, shape: readonly number[], magnitude = 1): Value {
		const length = shape.reduce((product, size) => product * size, 1);
		const drawn = signs(name, length).map(sign => sign * magnitude);
		return this.context.operators.graph.tensor(`sketch/${name}`, shape, drawn);
	}

	private perText(rows: Value, size: number): Value {
		const { operators, inputs } = this.context;
		return operators.reshape(rows, operators.concat(0, inputs.shape, operators.graph.integers(size)));
	}

	/** Sums rows [N, 1024] over each text; the rest of the text's numbers is left to other shares. */
	private addTableShare(rows: Value): void {
		const { operators } = this.context;
		const share = operators.squeeze(this.sumPerText(rows, tableDimension), 1);
		this.shares.push(this.fold(share, tableDimension, sketchDimension));
	}

	/** Σ over the tokens of each text, [B, 1, size], as a product with ones: faster than a reduction. */
	private sumPerText(rows: Value, size: number): Value {
		const { operators, inputs } = this.context;
		const { graph } = operators;
		const ones = graph.constant('sketch/ones', () => operators.unsqueeze(inputs.present, 1));
		return operators.matMul(ones, this.perText(rows, size));
	}

	/** [.., size] to [.., target]: padded with zeros, or entries added that are `target` apart. */
	private fold(rows: Value, size: number, target: number): Value {
		const { operators } = this.context;
		const { graph } = operators;
		const segments = Math.ceil(size / target);
		const missing = segments * target - size;
		const padded = missing === 0 ? rows : graph.node('Pad', [rows, graph.integers(0, 0, 0, missing)]);
		if (segments === 1) {
			return padded;
		}
		return operators.reduceSum(operators.reshape(padded, graph.integers(-1, segments, target)), 1, false);
	}

	/** Σ over the width of state · v, [rows, 1024], scaled so that the common factor makes 1/√1024 of it. */
	private widthProjection(name: string, states: Value): Value {
		const { config, operators } = this.context;
		const shape = [config.hiddenSize, tableDimension] as const;
		return operators.matMul(states, this.signTensor(`${name} width`, shape, sketchSide / tableSide));
	}

	/** One sign for every entry of the vocabulary, [vocabulary]. */
	private entrySigns(name: string): Value {
		return this.signTensor(`${name} entries`, [this.vocabulary]);
	}

	/** The rows of u for these entries, [ids, 1024]. Row i of H₁₀₂₄ is row i mod 32 of H₃₂ ⊗ row ⌊i/32⌋ mod 32. */
	private entryColumns(name: string, ids: Value): Value {
		const { operators } = this.context;
		const { graph } = operators;
		const side = graph.integer(tableSide);
		const low = graph.node('Mod', [ids, side]);
		const high = graph.node('Mod', [graph.node('Div', [ids, side]), side]);
		const signed = operators.multiply(
			operators.gather(this.hadamardMatrix(), low),
			operators.unsqueeze(operators.gather(this.entrySigns(name), ids), 1),
		);
		const outer = operators.multiply(
			operators.unsqueeze(signed, 2),
			operators.unsqueeze(operators.gather(this.hadamardMatrix(), high), 1),
		);
		return operators.reshape(outer, graph.integers(-1, tableDimension));
	}

	/** x·H₁₀₂₄ for [rows, 1024], as (X·H₃₂)ᵀ·H₃₂ for each row written as a square X. */
	private hadamardTransform(rows: Value): Value {
		const { operators } = this.context;
		const { graph } = operators;
		// Two-dimensional products: ONNX Runtime refuses batched ones where there are no rows at all.
		const mix = (values: Value): Value =>
			operators.matMul(operators.reshape(values, graph.integers(-1, tableSide)), this.hadamardMatrix());
		const squares = operators.reshape(mix(rows), graph.integers(-1, tableSide, tableSide));
		return operators.reshape(mix(operators.transpose(squares, 0, 2, 1)), graph.integers(-1, tableDimension));
	}

	private hadamardMatrix(): Value {
		const { graph } = this.context.operators;
		return graph.constant('sketch/hadamard', () =>
			graph.tensor('sketch/hadamard', [tableSide, tableSide], hadamard(tableSide)),
		);
	}
}
