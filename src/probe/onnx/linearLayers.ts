import { elementType, type Value } from './graphBuilder';
import type { Operators } from './operators';
import type { Parameters } from './parameters';

/** The products with constant matrices, which are most of what a reading costs. */
export interface LinearLayers {
	/** x·Wᵀ + b for x [rows, in] and a checkpoint's [out, in] weight. */
	forward(input: Value, weight: string, bias?: string): Value;
	/** δ·W for δ [rows, out]: the gradient by the layer's input. */
	backward(outputGradient: Value, weight: string): Value;
	/** x·P for the input or the output gradient of a layer, after that layer's own product, and a matrix of INT8. */
	project(rows: Value, matrix: Value): Value;
}

/** In 32-bit numbers. */
export function exactLayers(operators: Operators, parameters: Parameters): LinearLayers {
	const { graph } = operators;
	return {
		forward: (input, weight, bias) =>
			operators.linear(input, parameters.get(weight), bias === undefined ? undefined : parameters.get(bias)),
		backward: (outputGradient, weight) => operators.matMul(outputGradient, parameters.get(weight)),
		project: (rows, matrix) =>
			operators.matMul(
				rows,
				graph.constant(`${matrix} as numbers`, () => graph.node('Cast', [matrix], { to: elementType.float })),
			),
	};
}
