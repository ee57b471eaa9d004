import type { GradientSink, LinearGradient } from './backwardPass';
import type { ForwardTrace, GraphContext } from './forwardPass';
import { elementType, type Value } from './graphBuilder';

/** Output name of a parameter's gradient: [B, ...shape]. */
export function gradientOutput(name: string): string {
	return `gradient:${name}`;
}

/** Gives every parameter's exact gradient, a text at a time: to check the rest against. Large: B times the model. */
export class ExactGradients implements GradientSink {
	private readonly gradients = new Map<string, Value[]>();

	constructor(private readonly context: GraphContext) {}

	linear(input: Value, layers: readonly LinearGradient[]): void {
		for (const { weight, outputGradient } of layers) {
			const [outputSize = 0, inputSize = 0] = this.context.parameters.shape(weight);
			this.add(weight, this.product(outputGradient, outputSize, input, inputSize));
		}
	}

	vector(name: string, rows: Value): void {
		const [size = 0] = this.context.parameters.shape(name);
		this.add(name, this.context.operators.reduceSum(this.perText(rows, size), 1, false));
	}

	head(name: string, forward: ForwardTrace): void {
		const { config, operators, inputs } = this.context;
		const { graph } = operators;
		const difference = operators.subtract(forward.probabilities, this.oneHot(inputs.scored.targets));
		const rows = operators.scatter(
			operators.concat(0, graph.node('Mul', [inputs.batch, inputs.time]), graph.integers(config.vocabularySize)),
			operators.unsqueeze(inputs.scored.predictingRows, 1),
			operators.multiply(difference, inputs.scored.weights),
		);
		this.add(name, this.product(rows, config.vocabularySize, forward.finalNorm.output, config.hiddenSize));
	}

	embedding(name: string, rows: Value): void {
		const { config, operators, inputs } = this.context;
		this.add(
			name,
			operators.batchedProduct(this.oneHot(inputs.tokens), this.perText(rows, config.hiddenSize), {
				rank: 3,
				transposeLeft: true,
			}),
		);
	}

	/** Declares the outputs. */
	finish(): void {
		const { operators, parameters } = this.context;
		for (const [name, parts] of this.gradients) {
			operators.graph.output(gradientOutput(name), operators.sum(parts), elementType.float, [
				'B',
				...parameters.shape(name),
			]);
		}
	}

	private add(name: string, gradient: Value): void {
		const parts = this.gradients.get(name) ?? [];
		parts.push(gradient);
		this.gradients.set(name, parts);
	}

	private product(left: Value, leftSize: number, right: Value, rightSize: number): Value {
		return this.context.operators.batchedProduct(this.perText(left, leftSize), this.perText(right, rightSize), {
			rank: 3,
			transposeLeft: true,
		});
	}

	private perText(rows: Value, size: number): Value {
		const { operators, inputs } = this.context;
		return operators.reshape(rows, operators.concat(0, inputs.shape, operators.graph.integers(size)));
	}

	private oneHot(ids: Value): Value {
		const { config, operators } = this.context;
		const { graph } = operators;
		const values = graph.constant('off and on', () => graph.tensor('off_and_on', [2], Float32Array.of(0, 1)));
		return graph.node('OneHot', [ids, graph.integer(config.vocabularySize), values], { axis: -1 });
	}
}
