import type { DecoderConfig } from '../checkpoint/decoderConfig';
import { embeddingName, finalNormName, headName, layerNames, type LayerNames } from '../checkpoint/parameterNames';
import type { Value } from './graphBuilder';
import { rotaryFrequencies } from './rotaryFrequencies';
import type { GraphInputs } from './graphInputs';
import type { LinearLayers } from './linearLayers';
import type { NormOutput, Operators, Rotation } from './operators';
import type { Parameters } from './parameters';

/** What every part of the graph is built from. */
export interface GraphContext {
	readonly config: DecoderConfig;
	readonly operators: Operators;
	readonly parameters: Parameters;
	readonly linearLayers: LinearLayers;
	readonly inputs: GraphInputs;
	readonly rotation: Rotation;
	readonly shapes: HeadShapes;
}

/** Shapes in which heads are seen; "grouped" puts the queries that share a key one below the other. */
export interface HeadShapes {
	/** [B, T, heads, headSize] */
	readonly queries: Value;
	/** [B, T, keyValueHeads, headSize] */
	readonly keys: Value;
	/** [B, heads, T, -1] */
	readonly perHead: Value;
	/** [B, keyValueHeads, group·T, headSize] */
	readonly groupedHeads: Value;
	/** [B, keyValueHeads, group·T, T] */
	readonly groupedScores: Value;
}

/** A normalisation as the backward pass needs it. */
export interface NormTrace extends NormOutput {
	readonly name: string;
	readonly input: Value;
}

/** The activations of one layer. Rows are tokens, [N, ..], unless said otherwise. */
export interface LayerTrace {
	readonly names: LayerNames;
	readonly attentionNorm: NormTrace;
	/** Of the heads, [B, T, heads, headSize]; undefined in families that do not normalise them. */
	readonly queryNorm: NormTrace | undefined;
	readonly keyNorm: NormTrace | undefined;
	/** [B, keyValueHeads, group·T, headSize], rotated. */
	readonly queries: Value;
	/** [B, keyValueHeads, T, headSize], rotated. */
	readonly keys: Value;
	/** [B, keyValueHeads, T, headSize] */
	readonly values: Value;
	/** [B, keyValueHeads, group·T, T]: the softmax. */
	readonly attention: Value;
	/** [B, keyValueHeads, group·T, headSize] */
	readonly mixed: Value;
	readonly mixedRows: Value;
	readonly feedForwardNorm: NormTrace;
	readonly up: Value;
	/** σ(gate) */
	readonly sigmoid: Value;
	/** gate·σ(gate) */
	readonly activated: Value;
	/** activated·up */
	readonly gated: Value;
}

export interface ForwardTrace {
	readonly layers: readonly LayerTrace[];
	readonly finalNorm: NormTrace;
	/** [R, hidden]: the last hidden states that predict a scored token. */
	readonly scoredStates: Value;
	/** [R, vocabulary] */
	readonly probabilities: Value;
	/** [R]: natural-log probability of each scored token. */
	readonly logProbs: Value;
}

/**
 * Builds the forward pass of a decoder of the Llama kind, with the biases of Qwen2 and the head norms of Qwen3 where the
 * configuration has them; the output layer is computed for the scored tokens alone.
 */
export function buildForwardPass(context: GraphContext): ForwardTrace {
	const { config, operators, parameters, linearLayers, inputs } = context;
	const { graph } = operators;
	graph.enter('embed');
	const embedded = operators.gather(parameters.get(embeddingName), inputs.tokens);
	const mask = causalMask(operators, inputs.time);
	let state = operators.reshape(embedded, graph.integers(-1, config.hiddenSize));
	const layers: LayerTrace[] = [];
	for (let index = 0; index < config.layers; index++) {
		graph.enter(`layer${index}`);
		const { output, trace } = layerForward(context, layerNames(index), state, mask);
		layers.push(trace);
		state = output;
	}

	graph.enter('head');
	const finalNorm = norm(context, state, finalNormName);
	const scoredStates = operators.gather(finalNorm.output, inputs.scored.predictingRows);
	const logits = linearLayers.forward(scoredStates, headName(config));
	const probabilities = graph.node('Softmax', [logits], { axis: -1 });
	return { layers, finalNorm, scoredStates, probabilities, logProbs: logProbsOf(context, logits, probabilities) };
}

function layerForward(
	context: GraphContext,
	names: LayerNames,
	input: Value,
	mask: Value,
): { readonly output: Value; readonly trace: LayerTrace } {
	const { config, operators, linearLayers, shapes, rotation } = context;
	const { graph } = operators;

	const attentionNorm = norm(context, input, names.attentionNorm);
	const project = (weight: string, bias: string, shape: Value): Value => {
		const rows = linearLayers.forward(attentionNorm.output, weight, config.attentionBiases ? bias : undefined);
		return operators.reshape(rows, shape);
	};
	const headNorm = (heads: Value, name: string): NormTrace | undefined =>
		config.headNorms ? norm(context, heads, name) : undefined;
	const headsFirst = (heads: Value): Value => operators.transpose(heads, 0, 2, 1, 3);

	const rawQueries = project(names.query, names.queryBias, shapes.queries);
	const queryNorm = headNorm(rawQueries, names.queryNorm);
	const rotatedQueries = operators.rotate(headsFirst(queryNorm?.output ?? rawQueries), rotation, false);
	const queries = operators.reshape(rotatedQueries, shapes.groupedHeads);
	const rawKeys = project(names.key, names.keyBias, shapes.keys);
	const keyNorm = headNorm(rawKeys, names.keyNorm);
	const keys = operators.rotate(headsFirst(keyNorm?.output ?? rawKeys), rotation, false);
	const values = headsFirst(project(names.value, names.valueBias, shapes.keys));
	const scores = operators.batchedProduct(queries, keys, {
		rank: 4,
		transposeRight: true,
		scale: 1 / Math.sqrt(config.headSize),
	});
	const masked = operators.add(operators.reshape(scores, shapes.perHead), mask);
	const attention = operators.reshape(graph.node('Softmax', [masked], { axis: -1 }), shapes.groupedScores);
	const mixed = operators.matMul(attention, values);
	const mixedRows = operators.reshape(
		operators.transpose(operators.reshape(mixed, shapes.perHead), 0, 2, 1, 3),
		graph.integers(-1, config.heads * config.headSize),
	);
	const afterAttention = operators.add(input, linearLayers.forward(mixedRows, names.attentionOutput));

	const feedForwardNorm = norm(context, afterAttention, names.feedForwardNorm);
	const gate = linearLayers.forward(feedForwardNorm.output, names.gate);
	const up = linearLayers.forward(feedForwardNorm.output, names.up);
	const sigmoid = graph.node('Sigmoid', [gate]);
	const activated = operators.multiply(gate, sigmoid);
	const gated = operators.multiply(activated, up);
	return {
		output: operators.add(afterAttention, linearLayers.forward(gated, names.down)),
		trace: {
			names,
			attentionNorm,
			queryNorm,
			keyNorm,
			queries,
			keys,
			values,
			attention,
			mixed,
			mixedRows,
			feedForwardNorm,
			up,
			sigmoid,
			activated,
			gated,
		},
	};
}

function norm({ config, operators, parameters }: GraphContext, input: Value, name: string): NormTrace {
	return { name, input, ...operators.rmsNorm(input, parameters.get(name), config.normEpsilon) };
}

/** [T, T]: 0 where the column is not after the row, else so low that its softmax is 0. */
function causalMask(operators: Operators, time: Value): Value {
	const { graph } = operators;
	const positions = graph.node('Range', [graph.integer(0), operators.squeeze(time, 0), graph.integer(1)]);
	const later = graph.node('Greater', [operators.unsqueeze(positions, 0), operators.unsqueeze(positions, 1)]);
	return graph.node('Where', [later, graph.float(-1e30), graph.float(0)]);
}

/**
 * log p(target) = z(target) − max z + log max p. The softmax of the largest logit is at least 1/vocabulary, so that
 * nothing underflows, however unlikely the target.
 */
function logProbsOf({ operators, inputs }: GraphContext, logits: Value, probabilities: Value): Value {
	const { graph } = operators;
	// Reshaped, since ONNX Runtime leaves the last axis of a maximum over no rows as it was.
	const largest = (values: Value): Value =>
		operators.reshape(graph.node('ReduceMax', [values], { axes: [-1], keepdims: 1 }), graph.integers(-1, 1));
	const targets = operators.unsqueeze(inputs.scored.targets, 1);
	const chosen = graph.node('GatherElements', [logits, targets], { axis: 1 });
	const margin = operators.subtract(chosen, largest(logits));
	return operators.squeeze(operators.add(margin, graph.node('Log', [largest(probabilities)])), 1);
}

/** Mean of the last hidden states over the tokens of each text, [B, hidden]. */
export function meanState({ config, operators, inputs }: GraphContext, states: Value): Value {
	const { graph } = operators;
	const count = graph.node('Max', [operators.reduceSum(inputs.present, 1, true), graph.float(1)]);
	const shares = operators.unsqueeze(graph.node('Div', [inputs.present, count]), 1);
	const perText = operators.concat(0, inputs.shape, graph.integers(config.hiddenSize));
	return operators.squeeze(operators.matMul(shares, operators.reshape(states, perText)), 1);
}

/** Tables for rotary positions: pair i of a head turns by the angle t·{@link rotaryFrequencies}[i] at position t. */
export function rotationTables(operators: Operators, config: DecoderConfig, time: Value): Rotation {
	const { graph } = operators;
	const frequencies = rotaryFrequencies(config);
	const half = frequencies.length;
	const cosines = new Float32Array(config.window * half);
	const sines = new Float32Array(config.window * half);
	for (let position = 0; position < config.window; position++) {
		for (const [pair, frequency] of frequencies.entries()) {
			const angle = position * frequency;
			cosines[position * half + pair] = Math.cos(angle);
			sines[position * half + pair] = Math.sin(angle);
		}
	}
	const shape = [config.window, half];
	return {
		headSize: config.headSize,
		cosines: graph.tensor('rotation/cosines', shape, cosines),
		sines: graph.tensor('rotation/sines', shape, sines),
		negativeSines: graph.tensor(
			'rotation/negative_sines',
			shape,
			sines.map(sine => -sine),
		),
		time,
	};
}

export function headShapes(operators: Operators, config: DecoderConfig, inputs: GraphInputs): HeadShapes {
	const { graph } = operators;
	const { shape, batch, time } = inputs;
	const perText = (...sizes: readonly number[]): Value => operators.concat(0, shape, graph.integers(...sizes));
	return {
		queries: perText(config.heads, config.headSize),
		keys: perText(config.keyValueHeads, config.headSize),
		perHead: operators.concat(0, batch, graph.integers(config.heads), time, graph.integers(-1)),
		groupedHeads: operators.concat(0, batch, graph.integers(config.keyValueHeads, -1, config.headSize)),
		groupedScores: operators.concat(0, batch, graph.integers(config.keyValueHeads, -1), time),
	};
}
