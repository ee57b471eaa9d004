import type { DecoderConfig } from '../../src/probe/checkpoint/decoderConfig';
import type { TestParameter } from './probeCheckpoint';

/** What the reference gives of one text. */
export interface ReferenceForward {
	/** Natural-log probability of each token after the first; [0] is 0. */
	readonly logProbs: Float64Array;
	/** Mean of the last hidden states. */
	readonly embedding: Float64Array;
}

/**
 * A Llama's forward pass in float64, written from its equations (Touvron et al., arXiv 2302.13971; rotary positions
 * in Hugging Face's half-split form), one token at a time and without a thought for speed.
 */
export function referenceForward(
	config: DecoderConfig,
	parameters: ReadonlyMap<string, TestParameter>,
	ids: readonly number[],
): ReferenceForward {
	const { hiddenSize, heads, keyValueHeads, headSize, normEpsilon } = config;
	const weight = (name: string): Float64Array => {
		const parameter = parameters.get(name);
		if (parameter === undefined) {
			throw new RangeError(`no such parameter: ${name}`);
		}
		return parameter.data;
	};
	const embedding = weight('model.embed_tokens.weight');
	let states: Float64Array[] = ids.map(id => embedding.slice(id * hiddenSize, (id + 1) * hiddenSize));
	for (let layer = 0; layer < config.layers; layer++) {
		const prefix = `model.layers.${layer}.`;
		const normed = states.map(x => rmsNorm(x, weight(`${prefix}input_layernorm.weight`), normEpsilon));
		const project = (name: string): Float64Array[] =>
			normed.map(x => multiply(weight(`${prefix}self_attn.${name}_proj.weight`), x));
		const queries = project('q').map((x, position) => rotate(x, position, headSize, config.ropeTheta));
		const keys = project('k').map((x, position) => rotate(x, position, headSize, config.ropeTheta));
		const values = project('v');
		states = states.map((state, position) => {
			const mixed = new Float64Array(heads * headSize);
			for (let head = 0; head < heads; head++) {
				const shared = Math.floor(head / (heads / keyValueHeads));
				const query = queries[position]?.subarray(head * headSize, (head + 1) * headSize) ?? [];
				const part = (x: Float64Array): Float64Array => x.subarray(shared * headSize, (shared + 1) * headSize);
				const scores = keys.slice(0, position + 1).map(key => dot(query, part(key)) / Math.sqrt(headSize));
				for (const [earlier, share] of softmax(scores).entries()) {
					for (const [index, value] of part(values[earlier] ?? new Float64Array()).entries()) {
						mixed[head * headSize + index] = (mixed[head * headSize + index] ?? 0) + share * value;
					}
				}
			}
			const attended = add(state, multiply(weight(`${prefix}self_attn.o_proj.weight`), mixed));
			const input = rmsNorm(attended, weight(`${prefix}post_attention_layernorm.weight`), normEpsilon);
			const gate = multiply(weight(`${prefix}mlp.gate_proj.weight`), input);
			const up = multiply(weight(`${prefix}mlp.up_proj.weight`), input);
			const gated = gate.map((value, index) => (value / (1 + Math.exp(-value))) * (up[index] ?? 0));
			return add(attended, multiply(weight(`${prefix}mlp.down_proj.weight`), gated));
		});
	}
	states = states.map(x => rmsNorm(x, weight('model.norm.weight'), normEpsilon));
	const head = weight(config.tiedHead ? 'model.embed_tokens.weight' : 'lm_head.weight');
	const logProbs = new Float64Array(ids.length);
	for (let position = 1; position < ids.length; position++) {
		const logits = multiply(head, states[position - 1] ?? new Float64Array());
		logProbs[position] = Math.log(softmax([...logits])[ids[position] ?? 0] ?? 0);
	}
	const mean = states.reduce(add, new Float64Array(hiddenSize)).map(sum => sum / ids.length);
	return { logProbs, embedding: mean };
}

function rmsNorm(x: Float64Array, gain: Float64Array, epsilon: number): Float64Array {
	const scale = 1 / Math.sqrt(dot(x, x) / x.length + epsilon);
	return x.map((value, index) => value * scale * (gain[index] ?? 0));
}

/** W·x for a row-major W with as many columns as x has entries. */
function multiply(matrix: Float64Array, x: Float64Array): Float64Array {
	return Float64Array.from({ length: matrix.length / x.length }, (_, row) =>
		dot(matrix.subarray(row * x.length, (row + 1) * x.length), x),
	);
}

function rotate(x: Float64Array, position: number, headSize: number, theta: number): Float64Array {
	const rotated = new Float64Array(x.length);
	const half = headSize / 2;
	for (let start = 0; start < x.length; start += headSize) {
		for (let pair = 0; pair < half; pair++) {
			const angle = position * theta ** ((-2 * pair) / headSize);
			const first = x[start + pair] ?? 0;
			const second = x[start + pair + half] ?? 0;
			rotated[start + pair] = first * Math.cos(angle) - second * Math.sin(angle);
			rotated[start + pair + half] = second * Math.cos(angle) + first * Math.sin(angle);
		}
	}
	return rotated;
}

function softmax(scores: readonly number[]): readonly number[] {
	const largest = Math.max(...scores);
	const shares = scores.map(score => Math.exp(score - largest));
	const total = shares.reduce((sum, share) => sum + share, 0);
	return shares.map(share => share / total);
}

function add(left: Float64Array, right: Float64Array): Float64Array {
	return left.map((value, index) => value + (right[index] ?? 0));
}

function dot(left: ArrayLike<number>, right: ArrayLike<number>): number {
	let sum = 0;
	for (let index = 0; index < left.length; index++) {
		sum += (left[index] ?? 0) * (right[index] ?? 0);
	}
	return sum;
}
