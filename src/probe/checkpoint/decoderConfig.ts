import * as z from 'zod/mini';
import { UserError } from '../../base/errors';

/** The shape of a decoder-only transformer, whatever family it comes from. */
export interface DecoderConfig {
	readonly layers: number;
	readonly hiddenSize: number;
	readonly intermediateSize: number;
	readonly heads: number;
	/** Divides `heads`: so many queries share one key and value. */
	readonly keyValueHeads: number;
	readonly headSize: number;
	readonly vocabularySize: number;
	/** Longest text in tokens. */
	readonly window: number;
	readonly normEpsilon: number;
	readonly ropeTheta: number;
	/** The embedding table is also the output layer. */
	readonly tiedHead: boolean;
}

/** Tokens. Attention is quadratic in it, and a demonstration is short; longer windows are cut to this. */
const LONGEST_WINDOW = 4096;

const size = (most: number) => z.int().check(z.positive(), z.lte(most));

const llamaSchema = z.object({
	num_hidden_layers: size(512),
	hidden_size: size(65_536),
	intermediate_size: size(1_048_576),
	num_attention_heads: size(1024),
	num_key_value_heads: z.nullish(size(1024)),
	head_dim: z.nullish(size(1024)),
	vocab_size: size(4_194_304),
	max_position_embeddings: size(2 ** 31),
	rms_norm_eps: z.number().check(z.positive(), z.lt(1)),
	rope_theta: z.nullish(z.number().check(z.positive())),
	rope_parameters: z.nullish(
		z.object({ rope_theta: z.nullish(z.number().check(z.positive())), rope_type: z.nullish(z.string()) }),
	),
	tie_word_embeddings: z.nullish(z.boolean()),
});

/** Keys that change the mathematics, each with the values under which our graph is the right one. */
const supportedValues: Readonly<Record<string, readonly unknown[]>> = {
	hidden_act: ['silu'],
	rope_scaling: [undefined, null],
	sliding_window: [undefined, null],
	attention_bias: [undefined, null, false],
	mlp_bias: [undefined, null, false],
	pretraining_tp: [undefined, null, 1],
	partial_rotary_factor: [undefined, null, 1],
	quantization_config: [undefined, null],
};

type FamilyReader = (json: Readonly<Record<string, unknown>>) => DecoderConfig;

const families: ReadonlyMap<string, FamilyReader> = new Map([['llama', readLlama]]);

/**
 * Reads a Hugging Face `config.json`.
 *
 * @throws {UserError} `probe.config`: not a family that the graph builder knows, or a setting that it does not.
 */
export function parseDecoderConfig(json: unknown): DecoderConfig {
	const parsed = z.record(z.string(), z.unknown()).safeParse(json);
	if (!parsed.success) {
		throw configError('it is not a JSON object.');
	}
	const family = parsed.data['model_type'];
	const read = typeof family === 'string' ? families.get(family) : undefined;
	if (read === undefined) {
		throw configError(
			`model_type is ${show(family)}, and only ${[...families.keys()].join(', ')} is supported. Choose a checkpoint of that family.`,
		);
	}
	return read(parsed.data);
}

function readLlama(json: Readonly<Record<string, unknown>>): DecoderConfig {
	for (const [key, allowed] of Object.entries(supportedValues)) {
		if (!allowed.includes(json[key])) {
			throw configError(`${key} is ${show(json[key])}, which the probe does not support.`);
		}
	}
	const parsed = llamaSchema.safeParse(json);
	if (!parsed.success) {
		const issue = parsed.error.issues[0];
		throw configError(`${issue?.path.join('.') ?? 'a key'}: ${issue?.message ?? 'it cannot be read'}.`);
	}
	const config = parsed.data;
	const ropeType = config.rope_parameters?.rope_type ?? 'default';
	if (ropeType !== 'default') {
		throw configError(`rope_parameters.rope_type is ${show(ropeType)}, which the probe does not support.`);
	}
	const heads = config.num_attention_heads;
	const keyValueHeads = config.num_key_value_heads ?? heads;
	const headSize = config.head_dim ?? config.hidden_size / heads;
	if (heads % keyValueHeads !== 0) {
		throw configError(`num_attention_heads (${heads}) is not a multiple of num_key_value_heads (${keyValueHeads}).`);
	}
	if (headSize % 2 !== 0) {
		throw configError(`the size of a head is ${headSize}; rotary positions need an even number.`);
	}
	return {
		layers: config.num_hidden_layers,
		hiddenSize: config.hidden_size,
		intermediateSize: config.intermediate_size,
		heads,
		keyValueHeads,
		headSize,
		vocabularySize: config.vocab_size,
		window: Math.min(config.max_position_embeddings, LONGEST_WINDOW),
		normEpsilon: config.rms_norm_eps,
		ropeTheta: config.rope_theta ?? config.rope_parameters?.rope_theta ?? 10_000,
		tiedHead: config.tie_word_embeddings ?? false,
	};
}

function show(value: unknown): string {
	return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 80);
}

function configError(detail: string): UserError {
	return new UserError('probe.config', `The probe's config.json cannot be used: ${detail}`);
}
