import { paddingId } from '../probe/onnx/graphInputs';
import type { DecodedRequest } from '../probe/openInference/body';
import { inputNames, outputNames } from '../probe/openInference/contract';
import { malformed } from '../probe/openInference/malformed';
import { quoted, type Float32Tensor, type Tensor } from '../probe/openInference/tensor';
import type { Row, RowOutput } from './batcher';

/** What a request may hold. */
export interface RequestLimits {
	readonly rows: number;
	/** Padding included. */
	readonly tokens: number;
	/** Longest text that the probe reads, in tokens. */
	readonly window: number;
	/** Token numbers lie below. */
	readonly vocabularySize: number;
}

export interface ProbeRequest {
	readonly rows: readonly Row[];
	/** Tokens of a row, padding included. */
	readonly length: number;
	readonly outputs: readonly string[];
	/** Whether a sketch is among them: without, only half of the graph runs. */
	readonly gradient: boolean;
}

const allOutputs: readonly string[] = Object.values(outputNames);

/**
 * Checks that a request holds texts that a probe can read.
 *
 * @throws {MalformedMessage} says what is wrong with it
 */
export function readProbeRequest({ inputs, outputs }: DecodedRequest, limits: RequestLimits): ProbeRequest {
	const unknown = [...inputs.keys()].find(name => name !== inputNames.ids && name !== inputNames.weights);
	if (unknown !== undefined) {
		throw malformed(`The probe has no input ${quoted(unknown)}.`);
	}
	const ids = inputs.get(inputNames.ids);
	const weights = inputs.get(inputNames.weights);
	if (ids?.datatype !== 'INT64' || weights?.datatype !== 'FP32') {
		throw malformed(`The probe takes ${inputNames.ids} as INT64 and ${inputNames.weights} as FP32.`);
	}
	const { size, length } = sizesOf(ids, weights, limits);
	const wanted = outputs === undefined ? allOutputs : [...outputs.keys()];
	const missing = wanted.find(name => !allOutputs.includes(name));
	if (missing !== undefined) {
		throw malformed(`The probe has no output ${quoted(missing)}.`);
	}
	const rows = Array.from({ length: size }, (_, row) =>
		rowOf(
			ids.data.subarray(row * length, (row + 1) * length),
			weights.data.subarray(row * length, (row + 1) * length),
			row,
			limits.vocabularySize,
		),
	);
	return { rows, length, outputs: wanted, gradient: wanted.includes(outputNames.sketch) };
}

/** The outputs that were asked for, rows padded with zeros to the length of the request. */
export function answerOf({ outputs, length }: ProbeRequest, rows: readonly RowOutput[]): readonly Float32Tensor[] {
	const size = rows.length;
	const stacked = (name: string, width: number, part: (row: RowOutput) => Float32Array): Float32Tensor => {
		const data = new Float32Array(size * width);
		for (const [index, row] of rows.entries()) {
			data.set(part(row), index * width);
		}
		return { name, datatype: 'FP32', shape: [size, width], data };
	};
	const none = new Float32Array();
	return outputs.map(name => {
		if (name === outputNames.logProbs) {
			return stacked(name, length, row => row.tokenLogProbs);
		}
		const part = (row: RowOutput): Float32Array => (name === outputNames.sketch ? (row.sketch ?? none) : row.embedding);
		return stacked(name, rows[0] === undefined ? 0 : part(rows[0]).length, part);
	});
}

function sizesOf(
	ids: Tensor,
	weights: Tensor,
	limits: RequestLimits,
): { readonly size: number; readonly length: number } {
	const [size = 0, length = 0] = ids.shape;
	if (
		ids.shape.length !== 2 ||
		weights.shape.length !== 2 ||
		weights.shape[0] !== size ||
		weights.shape[1] !== length ||
		size < 1 ||
		length < 1
	) {
		throw malformed('Both inputs have one shape of two dimensions, texts and tokens, none of them 0.');
	}
	if (size > limits.rows || size * length > limits.tokens) {
		throw malformed(`A request holds at most ${limits.rows} texts and ${limits.tokens} tokens with their padding.`);
	}
	if (length > limits.window) {
		throw malformed(`The probe reads texts of at most ${limits.window} tokens.`);
	}
	return { size, length };
}

/** The row without the padding at its end. */
function rowOf(ids: BigInt64Array, weights: Float32Array, row: number, vocabularySize: number): Row {
	const padding = BigInt(paddingId);
	const start = ids.indexOf(padding);
	const length = start === -1 ? ids.length : start;
	if (length === 0) {
		throw malformed(`Text ${row} has no token.`);
	}
	const highest = BigInt(vocabularySize);
	if (!ids.every((id, position) => (position < length ? id >= 0n && id < highest : id === padding))) {
		throw malformed(
			`Text ${row} holds a number that is no token: they lie from 0 to ${vocabularySize - 1}, and padding is ${paddingId} at the end.`,
		);
	}
	if (!weights.every((weight, position) => Number.isFinite(weight) && (position < length || weight === 0))) {
		throw malformed(`The weights of text ${row} are finite numbers, and 0 where there is padding.`);
	}
	return { ids: ids.slice(0, length), weights: weights.slice(0, length) };
}
