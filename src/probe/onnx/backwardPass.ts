import { embeddingName, headName } from '../checkpoint/parameterNames';
import type { ForwardTrace, GraphContext, LayerTrace, NormTrace } from './forwardPass';
import type { Value } from './graphBuilder';

/** A linear layer whose weight gradient is δᵀ·input, summed over the tokens of each text. */
export interface LinearGradient {
	readonly weight: string;
	readonly bias?: string | undefined;
	/** δ: gradient of the loss by the layer's output, [N, out]. */
	readonly outputGradient: Value;
}

/** Where the backward pass brings the factors of every parameter's gradient; it never multiplies them out itself. */
export interface GradientSink {
	/** Linear layers that read the same input, [N, in]. */
	linear(input: Value, layers: readonly LinearGradient[]): void;
	/** A gain or a bias: the sum over each text of these rows, [N, size]. */
	vector(name: string, rows: Value): void;
	/** The output layer: weight · (probabilities − one-hot target) at each scored token, times its state. */
	head(name: string, forward: ForwardTrace): void;
	/** The embedding table: each row belongs to its token's entry, [N, hidden]. */
	embedding(name: string, rows: Value): void;
}

/**
 * Builds the gradient of each text's loss, Σ weight · −log p over its scored tokens, by hand-derived rules, and hands
 * it to the sink from the head down.
 */
export function buildBackwardPass(context: GraphContext, forward: ForwardTrace, sink: GradientSink): void {
	const { config, operators, inputs } = context;
	const { graph } = operators;
	graph.enter('head_backward');
	const head = headName(config);
	sink.head(head, forward);
	const rows = operators.concat(0, graph.node('Mul', [inputs.batch, inputs.time]), graph.integers(config.hiddenSize));
	const indices = operators.unsqueeze(inputs.scored.predictingRows, 1);
	let gradient = operators.scatter(rows, indices, scoredStateGradient(context, forward, head));
	gradient = normBackward(context, forward.finalNorm, gradient, sink);
	for (const [index, layer] of [...forward.layers.entries()].reverse()) {
		graph.enter(`layer${index}_backward`);
		gradient = feedForwardBackward(context, layer, gradient, sink);
		gradient = attentionBackward(context, layer, gradient, sink);
	}
	graph.enter('embed_backward');
	sink.embedding(embeddingName, gradient);
}

/** weight · (p·E − E[target]): no one-hot matrix is formed. [R, hidden] */
function scoredStateGradient(
	{ operators, parameters, linearLayers, inputs }: GraphContext,
	forward: ForwardTrace,
	head: string,
): Value {
	const expected = linearLayers.backward(forward.probabilities, head);
	const actual = operators.gather(parameters.get(head), inputs.scored.targets);
	return operators.multiply(operators.subtract(expected, actual), inputs.scored.weights);
}

/** With n = x/rms: dx = (dy·gain − n · mean(dy·n·gain)) / rms, the mean taken as a product with gain/size. */
function normBackward(
	{ operators, parameters }: GraphContext,
	trace: NormTrace,
	dy: Value,
	sink: Pick<GradientSink, 'vector'>,
): Value {
	const gain = parameters.get(trace.name);
	const [size = 0] = parameters.shape(trace.name);
	const normalised = operators.multiply(trace.input, trace.inverse);
	const gainRows = operators.multiply(dy, normalised);
	sink.vector(trace.name, gainRows);
	const shares = operators.unsqueeze(operators.multiply(gain, operators.graph.float(1 / size)), 1);
	const along = operators.multiply(normalised, operators.matMul(gainRows, shares));
	return operators.multiply(operators.subtract(operators.multiply(dy, gain), along), trace.inverse);
}

/** down(s·up(n)) with its residual, s = silu(gate(n)) = gate·σ: silu′·up = (σ + s − s·σ)·up = s·up + σ·(up − s·up). */
function feedForwardBackward(context: GraphContext, layer: LayerTrace, dy: Value, sink: GradientSink): Value {
	const { operators, linearLayers } = context;
	const { names, up, sigmoid, activated, gated } = layer;
	const dGated = linearLayers.backward(dy, names.down);
	sink.linear(gated, [{ weight: names.down, outputGradient: dy }]);
	const slope = operators.add(gated, operators.multiply(sigmoid, operators.subtract(up, gated)));
	const dUp = operators.multiply(dGated, activated);
	const dGate = operators.multiply(dGated, slope);
	return throughNorm(context, layer.feedForwardNorm, dy, sink, [
		{ weight: names.gate, outputGradient: dGate },
		{ weight: names.up, outputGradient: dUp },
	]);
}

function attentionBackward(context: GraphContext, layer: LayerTrace, dy: Value, sink: GradientSink): Value {
	const { config, operators, linearLayers, shapes, rotation } = context;
	const { graph } = operators;
	const { names, attention, queryNorm, keyNorm } = layer;
	const scale = 1 / Math.sqrt(config.headSize);
	const headsLast = (heads: Value): Value => operators.transpose(heads, 0, 2, 1, 3);
	const rows = (heads: Value, count: number): Value =>
		operators.reshape(heads, graph.integers(-1, count * config.headSize));
	// Heads share one gain: what each adds to its gradient is summed to a row for each token.
	const acrossHeads: Pick<GradientSink, 'vector'> = {
		vector: (name, heads) => sink.vector(name, operators.reduceSum(heads, 2, false)),
	};
	const throughHeadNorm = (trace: NormTrace | undefined, heads: Value): Value =>
		trace === undefined ? heads : normBackward(context, trace, heads, acrossHeads);
	const bias = (name: string): string | undefined => (config.attentionBiases ? name : undefined);

	const dMixedRows = linearLayers.backward(dy, names.attentionOutput);
	sink.linear(layer.mixedRows, [{ weight: names.attentionOutput, outputGradient: dy }]);
	const dMixedHeads = operators.transpose(operators.reshape(dMixedRows, shapes.queries), 0, 2, 1, 3);
	const dMixed = operators.reshape(dMixedHeads, shapes.groupedHeads);
	const dValues = operators.batchedProduct(attention, dMixed, { rank: 4, transposeLeft: true });
	const dAttention = operators.batchedProduct(dMixed, layer.values, { rank: 4, transposeRight: true });
	// Σ over a row of attention·dAttention, which the softmax's gradient subtracts, is the same row of dMixed·mixed.
	const along = operators.reduceSum(operators.multiply(dMixed, layer.mixed), -1, true);
	const dScores = operators.multiply(attention, operators.subtract(dAttention, along));
	const dQueries = operators.reshape(operators.batchedProduct(dScores, layer.keys, { rank: 4, scale }), shapes.perHead);
	const dKeys = operators.batchedProduct(dScores, layer.queries, { rank: 4, transposeLeft: true, scale });
	const dRawQueries = throughHeadNorm(queryNorm, headsLast(operators.rotate(dQueries, rotation, true)));
	const dRawKeys = throughHeadNorm(keyNorm, headsLast(operators.rotate(dKeys, rotation, true)));
	return throughNorm(context, layer.attentionNorm, dy, sink, [
		{ weight: names.query, bias: bias(names.queryBias), outputGradient: rows(dRawQueries, config.heads) },
		{ weight: names.key, bias: bias(names.keyBias), outputGradient: rows(dRawKeys, config.keyValueHeads) },
		{
			weight: names.value,
			bias: bias(names.valueBias),
			outputGradient: rows(headsLast(dValues), config.keyValueHeads),
		},
	]);
}

/** Back through layers that read one normalised state, and through the norm; the residual's gradient is added. */
function throughNorm(
	context: GraphContext,
	trace: NormTrace,
	residual: Value,
	sink: GradientSink,
	layers: readonly LinearGradient[],
): Value {
	const { operators, linearLayers } = context;
	const parts = layers.map(({ weight, outputGradient }) => linearLayers.backward(outputGradient, weight));
	sink.linear(trace.output, layers);
	for (const { bias, outputGradient } of layers) {
		if (bias !== undefined) {
			sink.vector(bias, outputGradient);
		}
	}
	return operators.add(residual, normBackward(context, trace, operators.sum(parts), sink));
}
