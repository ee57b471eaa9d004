import type { Checkpoint } from '../checkpoint/checkpoint';
import { buildBackwardPass } from './backwardPass';
import { ExactGradients } from './exactGradients';
import { buildForwardPass, headShapes, meanState, rotationTables, type GraphContext } from './forwardPass';
import { GraphBuilder, elementType, type ModelMetadata } from './graphBuilder';
import { GradientSketch } from './gradientSketch';
import { declareInputs } from './graphInputs';
import { exactLayers, type LinearLayers } from './linearLayers';
import { Operators, type OperatorSet } from './operators';
import { Parameters } from './parameters';

export interface ProbeGraphOptions {
	/** What is wanted of the gradient: nothing, its sketch, or all of it (for checks). */
	readonly gradient: 'none' | 'sketch' | 'exact';
	readonly operatorSet?: OperatorSet;
	/** How matrices are multiplied; exactly unless said otherwise. */
	readonly linearLayers?: (operators: Operators, parameters: Parameters) => LinearLayers;
	readonly metadata?: ModelMetadata;
}

/**
 * Builds a checkpoint's graph as the bytes of an ONNX model. Its weights stay where they are: external data in the
 * safetensors files, so whoever loads it has to name their folder (`weights.folder`).
 *
 * Inputs: see {@link declareInputs}. Outputs: `token_log_probs` [B, T], the natural-log probability of every scored
 * token at its own place and 0 elsewhere; `embedding` [B, hidden], the mean of the last hidden states over the tokens;
 * and `sketch` [B, 4096] of the gradient of Σ weight · −log p by all parameters, or those gradients themselves.
 */
export function buildProbeGraph(
	checkpoint: Pick<Checkpoint, 'config' | 'tensors'>,
	{ gradient, operatorSet = 'contributed', linearLayers = exactLayers, metadata = {} }: ProbeGraphOptions,
): Uint8Array {
	const { config, tensors } = checkpoint;
	const graph = new GraphBuilder();
	const operators = new Operators(graph, operatorSet);
	const parameters = new Parameters(graph, tensors);
	const inputs = declareInputs(operators);
	const context: GraphContext = {
		config,
		operators,
		parameters,
		linearLayers: linearLayers(operators, parameters),
		inputs,
		rotation: rotationTables(operators, config, inputs.time),
		shapes: headShapes(operators, config, inputs),
	};
	const forward = buildForwardPass(context);
	const tokenLogProbs = operators.scatter(inputs.shape, inputs.scored.indices, forward.logProbs);
	graph.output('token_log_probs', tokenLogProbs, elementType.float, ['B', 'T']);
	const embedding = meanState(context, forward.finalNorm.output);
	graph.output('embedding', embedding, elementType.float, ['B', config.hiddenSize]);
	if (gradient !== 'none') {
		const sink = gradient === 'sketch' ? new GradientSketch(context) : new ExactGradients(context);
		buildBackwardPass(context, forward, sink);
		sink.finish();
	}
	return graph.encode(metadata);
}
