import type { DecoderConfig } from './decoderConfig';

/** Names of the parameters of one layer in a Hugging Face checkpoint. */
export interface LayerNames {
	readonly attentionNorm: string;
	readonly query: string;
	readonly key: string;
	readonly value: string;
	/** Only where the configuration has attention biases. */
	readonly queryBias: string;
	readonly keyBias: string;
	readonly valueBias: string;
	/** Only where the configuration has head norms. */
	readonly queryNorm: string;
	readonly keyNorm: string;
	readonly attentionOutput: string;
	readonly feedForwardNorm: string;
	readonly gate: string;
	readonly up: string;
	readonly down: string;
}

export const embeddingName = 'model.embed_tokens.weight';
export const finalNormName = 'model.norm.weight';

/** The output layer: the embedding itself where the two are tied. */
export function headName(config: DecoderConfig): string {
	return config.tiedHead ? embeddingName : 'lm_head.weight';
}

export function layerNames(layer: number): LayerNames {
	const prefix = `model.layers.${layer}`;
	const attention = `${prefix}.self_attn`;
	return {
		attentionNorm: `${prefix}.input_layernorm.weight`,
		query: `${attention}.q_proj.weight`,
		key: `${attention}.k_proj.weight`,
		value: `${attention}.v_proj.weight`,
		queryBias: `${attention}.q_proj.bias`,
		keyBias: `${attention}.k_proj.bias`,
		valueBias: `${attention}.v_proj.bias`,
		queryNorm: `${attention}.q_norm.weight`,
		keyNorm: `${attention}.k_norm.weight`,
		attentionOutput: `${attention}.o_proj.weight`,
		feedForwardNorm: `${prefix}.post_attention_layernorm.weight`,
		gate: `${prefix}.mlp.gate_proj.weight`,
		up: `${prefix}.mlp.up_proj.weight`,
		down: `${prefix}.mlp.down_proj.weight`,
	};
}

/** Every parameter with its shape; linear layers are [out, in]. */
export function parameterShapes(config: DecoderConfig): ReadonlyMap<string, readonly number[]> {
	const { hiddenSize, intermediateSize, vocabularySize } = config;
	const queries = config.heads * config.headSize;
	const keys = config.keyValueHeads * config.headSize;
	const shapes = new Map<string, readonly number[]>([[embeddingName, [vocabularySize, hiddenSize]]]);
	for (let layer = 0; layer < config.layers; layer++) {
		const names = layerNames(layer);
		shapes.set(names.attentionNorm, [hiddenSize]);
		shapes.set(names.query, [queries, hiddenSize]);
		shapes.set(names.key, [keys, hiddenSize]);
		shapes.set(names.value, [keys, hiddenSize]);
		if (config.attentionBiases) {
			shapes.set(names.queryBias, [queries]);
			shapes.set(names.keyBias, [keys]);
			shapes.set(names.valueBias, [keys]);
		}
		if (config.headNorms) {
			shapes.set(names.queryNorm, [config.headSize]);
			shapes.set(names.keyNorm, [config.headSize]);
		}
		shapes.set(names.attentionOutput, [hiddenSize, queries]);
		shapes.set(names.feedForwardNorm, [hiddenSize]);
		shapes.set(names.gate, [intermediateSize, hiddenSize]);
		shapes.set(names.up, [intermediateSize, hiddenSize]);
		shapes.set(names.down, [hiddenSize, intermediateSize]);
	}
	shapes.set(finalNormName, [hiddenSize]);
	shapes.set(headName(config), [vocabularySize, hiddenSize]);
	return shapes;
}
