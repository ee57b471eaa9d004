import { contributedDomain, type Value } from '../../../src/probe/onnx/graphBuilder';
import { exactLayers, type LinearLayers } from '../../../src/probe/onnx/linearLayers';
import type { Operators } from '../../../src/probe/onnx/operators';
import type { Parameters } from '../../../src/probe/onnx/parameters';
import { largestCode, quantiseColumns, quantiseRows, type QuantisedMatrix } from './quantisation';

/** Where 0 lies among the codes of activations, which processors multiply fastest without a sign. */
const zeroCode = 128;
/** Stands in for the largest entry of a row of zeros. */
const leastScale = 1e-30;

/** Rows as codes. */
interface EncodedRows {
	/** UINT8 [rows, size] */
	readonly codes: Value;
	/** [rows, 1]: the largest entry of each. */
	readonly scales: Value;
}

/**
 * Products of 8-bit integers with 32-bit sums, for ONNX Runtime on a CPU. A weight has a scale for each of its outputs,
 * in either direction, and activations and gradients have one for each row, found as the graph runs: a text's reading
 * does not depend on what else is in its batch.
 *
 * Two products stay exact, since a few large entries leave too little of the others: by the layer that follows the gate,
 * and from probabilities to the states that they were predicted from.
 */
export function quantisedLayers(
	operators: Operators,
	parameters: Parameters,
	read: (name: string) => Float32Array,
): LinearLayers {
	const { graph } = operators;
	const exact = exactLayers(operators, parameters);
	const step = graph.float(1 / largestCode);
	const zero = graph.tensor('quantised/zero', [], Uint8Array.of(zeroCode));
	const encodedRows = new Map<Value, EncodedRows>();

	const encode = (rows: Value): EncodedRows => {
		const known = encodedRows.get(rows);
		if (known !== undefined) {
			return known;
		}
		const extreme = (type: 'ReduceMax' | 'ReduceMin'): Value => graph.node(type, [rows], { axes: [-1], keepdims: 1 });
		const lowest = graph.node('Neg', [extreme('ReduceMin')]);
		const scales = graph.node('Max', [extreme('ReduceMax'), lowest, graph.float(leastScale)]);
		const shares = operators.multiply(rows, graph.node('Reciprocal', [scales]));
		const encoded = { codes: graph.node('QuantizeLinear', [shares, step, zero]), scales };
		encodedRows.set(rows, encoded);
		return encoded;
	};
	const product = ({ codes, scales }: EncodedRows, matrix: Value, matrixScales: Value): Value => {
		const inputs = [codes, matrix, step, matrixScales, zero];
		return operators.multiply(graph.node('MatMulIntegerToFloat', inputs, {}, contributedDomain), scales);
	};
	const byWeight = (rows: Value, name: string, shape: readonly number[], matrix: QuantisedMatrix): Value =>
		product(
			encode(rows),
			graph.tensor(`quantised/${name}`, shape, matrix.codes),
			graph.tensor(`quantised/${name} scales`, [matrix.scales.length], matrix.scales),
		);
	return {
		forward(input, weight, bias) {
			if (weight.endsWith('down_proj.weight')) {
				return exact.forward(input, weight, bias);
			}
			const [outputs = 0, inputs = 0] = parameters.shape(weight);
			const result = byWeight(input, weight, [inputs, outputs], quantiseRows(read(weight), outputs, inputs));
			return bias === undefined ? result : operators.add(result, parameters.get(bias));
		},
		backward(outputGradient, weight) {
			const [outputs = 0, inputs = 0] = parameters.shape(weight);
			if (!weight.includes('_proj.')) {
				return exact.backward(outputGradient, weight);
			}
			const matrix = quantiseColumns(read(weight), outputs, inputs);
			return byWeight(outputGradient, `${weight} backward`, [outputs, inputs], matrix);
		},
		project(rows, matrix) {
			const encoded = encodedRows.get(rows);
			return encoded === undefined ? exact.project(rows, matrix) : product(encoded, matrix, graph.float(1));
		},
	};
}
