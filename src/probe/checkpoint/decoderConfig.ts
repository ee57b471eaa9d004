import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { UserError } from '../../base/errors';

/** The shape of a decoder-only transformer, whatever family it comes from. */
export interface DecoderConfig {
	readonly family: Family;
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
	/** How rotary positions were stretched for long texts; undefined where they were not. */
	readonly ropeScaling: RopeScaling | undefined;
	/** The embedding table is also the output layer. */
	readonly tiedHead: boolean;
	/** Queries, keys and values have biases. */
	readonly attentionBiases: boolean;
	/** Each head's query and key is normalised before it is rotated. */
	readonly headNorms: boolean;
}

/** `model_type` in a `config.json`. */
export type Family = 'llama' | 'qwen2' | 'qwen3';

/** Llama 3.1's stretched rotary positions: slow pairs turn `factor` times slower, fast ones as ever. */
export interface RopeScaling {
	readonly factor: number;
	readonly lowFrequencyFactor: number;
	readonly highFrequencyFactor: number;
	/** Window in tokens before the stretch. */
	readonly originalWindow: number;
}

/** Tokens. Attention is quadratic in it, and a demonstration is short; longer windows are cut to this. */
const longestWindow = 4096;

const size = (most: number) => z.int().check(z.positive(), z.lte(most));
const positive = z.number().check(z.positive());
const tokens = size(2 ** 31);

const configSchema = z.object({
	num_hidden_layers: size(512),
	hidden_size: size(65_536),
	intermediate_size: size(1_048_576),
	num_attention_heads: size(1024),
	num_key_value_heads: z.nullish(size(1024)),
	head_dim: z.nullish(size(1024)),
	vocab_size: size(4_194_304),
	max_position_embeddings: tokens,
	rms_norm_eps: z.number().check(z.positive(), z.lt(1)),
	rope_theta: z.nullish(positive),
	tie_word_embeddings: z.nullish(z.boolean()),
	use_sliding_window: z.nullish(z.boolean()),
	max_window_layers: z.nullish(z.int()),
	layer_types: z.nullish(z.array(z.string()).check(z.maxLength(512))),
});

/** Keys of `rope_scaling` (transformers 4) and `rope_parameters` (transformers 5). */
const ropeSchema = z.strictObject({
	rope_type: z.nullish(z.string()),
	/** Older name of `rope_type`. */
	type: z.nullish(z.string()),
	rope_theta: z.nullish(positive),
	partial_rotary_factor: z.nullish(z.literal(1)),
	factor: z.nullish(z.number().check(z.gte(1))),
	low_freq_factor: z.nullish(positive),
	high_freq_factor: z.nullish(positive),
	original_max_position_embeddings: z.nullish(tokens),
});

type Rope = z.infer<typeof ropeSchema>;

const absent: readonly unknown[] = [undefined, null];

/** Keys that change the mathematics in any family, each with the values under which our graph is the right one. */
const supportedValues: Readonly<Record<string, readonly unknown[]>> = {
	hidden_act: [undefined, 'silu'],
	mlp_bias: [...absent, false],
	pretraining_tp: [...absent, 1],
	partial_rotary_factor: [...absent, 1],
	quantization_config: absent,
	compression_config: absent,
	rope_interleaved: [...absent, false],
	final_logit_softcapping: absent,
	attn_logit_softcapping: absent,
	num_experts: [...absent, 0],
	num_local_experts: [...absent, 0],
	n_routed_experts: [...absent, 0],
	embedding_multiplier: [...absent, 1],
	attention_multiplier: absent,
	residual_multiplier: [...absent, 1],
	logits_scaling: [...absent, 1],
	clip_qkv: absent,
};

interface FamilyTraits {
	readonly attentionBiases: boolean;
	readonly headNorms: boolean;
	/** Where `head_dim` is missing; undefined: the width is shared among the heads. */
	readonly defaultHeadSize: number | undefined;
	/** Supported values of keys that mean something in this family alone. */
	readonly supportedValues: Readonly<Record<string, readonly unknown[]>>;
}

/** As `transformers` 5.23 builds them (`models/<family>/modeling_<family>.py` and `configuration_<family>.py`). */
const families: Readonly<Record<Family, FamilyTraits>> = {
	llama: {
		attentionBiases: false,
		headNorms: false,
		defaultHeadSize: undefined,
		supportedValues: { attention_bias: [...absent, false], sliding_window: absent },
	},
	// Its configuration has no `attention_bias`: the biases are always there.
	qwen2: { attentionBiases: true, headNorms: false, defaultHeadSize: undefined, supportedValues: {} },
	qwen3: {
		attentionBiases: false,
		headNorms: true,
		defaultHeadSize: 128,
		supportedValues: { attention_bias: [...absent, false] },
	},
};

/**
 * Reads a Hugging Face `config.json`.
 *
 * @throws {UserError} `probe.config`: not a family that the graph builder knows, or a setting that it does not.
 */
export function parseDecoderConfig(value: unknown): DecoderConfig {
	const json = parse(z.record(z.string(), z.unknown()), value, '');
	const family = json['model_type'];
	if (!isFamily(family)) {
		const known = Object.keys(families).join(', ');
		throw configError(l10n.t('model_type is {0}, and only {1} are supported', show(family), known));
	}
	const traits = families[family];
	for (const [key, allowed] of Object.entries({ ...supportedValues, ...traits.supportedValues })) {
		if (!allowed.includes(json[key])) {
			throw unsupported(key, json[key]);
		}
	}
	const config = parse(configSchema, json, '');
	checkAttentionSpan(json, config);
	const rope = readRope(json);
	const heads = config.num_attention_heads;
	const keyValueHeads = config.num_key_value_heads ?? heads;
	const headSize = config.head_dim ?? traits.defaultHeadSize ?? config.hidden_size / heads;
	if (heads % keyValueHeads !== 0) {
		throw configError(
			l10n.t('num_attention_heads ({0}) is not a multiple of num_key_value_heads ({1})', heads, keyValueHeads),
		);
	}
	if (headSize % 2 !== 0) {
		throw configError(l10n.t('the size of a head is {0}; rotary positions need an even number', headSize));
	}
	return {
		family,
		layers: config.num_hidden_layers,
		hiddenSize: config.hidden_size,
		intermediateSize: config.intermediate_size,
		heads,
		keyValueHeads,
		headSize,
		vocabularySize: config.vocab_size,
		window: Math.min(config.max_position_embeddings, longestWindow),
		normEpsilon: config.rms_norm_eps,
		ropeTheta: rope.theta ?? config.rope_theta ?? 10_000,
		ropeScaling: rope.scaling,
		tiedHead: config.tie_word_embeddings ?? false,
		attentionBiases: traits.attentionBiases,
		headNorms: traits.headNorms,
	};
}

function isFamily(value: unknown): value is Family {
	return typeof value === 'string' && Object.hasOwn(families, value);
}

/** Every layer must see the whole text. A window that slides in no layer changes nothing. */
function checkAttentionSpan(json: Readonly<Record<string, unknown>>, config: z.infer<typeof configSchema>): void {
	const slides = config.use_sliding_window === true && !absent.includes(json['sliding_window']);
	if (slides && (config.max_window_layers ?? 0) < config.num_hidden_layers) {
		throw unsupported('use_sliding_window', true);
	}
	const other = config.layer_types?.find(type => type !== 'full_attention');
	if (other !== undefined) {
		throw unsupported('layer_types', other);
	}
}

function readRope(json: Readonly<Record<string, unknown>>): {
	readonly theta: number | undefined;
	readonly scaling: RopeScaling | undefined;
} {
	const places = ['rope_parameters', 'rope_scaling'] as const;
	const [key, second] = places.filter(place => !absent.includes(json[place]));
	if (key === undefined) {
		return { theta: undefined, scaling: undefined };
	}
	if (second !== undefined) {
		throw configError(l10n.t('{0} and {1} are both there, and may contradict each other', key, second));
	}
	const value = json[key];
	const type = ropeType(value);
	if (type !== 'default' && type !== 'llama3') {
		throw unsupported(`${key}.rope_type`, type);
	}
	const rope = parse(ropeSchema, value, `${key}.`);
	return {
		theta: rope.rope_theta ?? undefined,
		scaling: type === 'llama3' ? readLlama3(rope, key) : undefined,
	};
}

/** Read before the rest, since other types have other keys. */
function ropeType(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) {
		return value;
	}
	const type = 'rope_type' in value ? value.rope_type : undefined;
	return type ?? ('type' in value ? value.type : undefined) ?? 'default';
}

function readLlama3(rope: Rope, key: string): RopeScaling {
	const numbers = {
		factor: rope.factor,
		low_freq_factor: rope.low_freq_factor,
		high_freq_factor: rope.high_freq_factor,
		original_max_position_embeddings: rope.original_max_position_embeddings,
	};
	const read = (name: keyof typeof numbers): number => {
		const number = numbers[name];
		if (number === undefined || number === null) {
			throw configError(l10n.t('{0}.{1} is missing', key, name));
		}
		return number;
	};
	const scaling: RopeScaling = {
		factor: read('factor'),
		lowFrequencyFactor: read('low_freq_factor'),
		highFrequencyFactor: read('high_freq_factor'),
		originalWindow: read('original_max_position_embeddings'),
	};
	if (scaling.highFrequencyFactor <= scaling.lowFrequencyFactor) {
		throw configError(l10n.t('{0}.high_freq_factor is not larger than low_freq_factor', key));
	}
	return scaling;
}

/** Checks a value's shape; the first thing wrong with it is named by its key. */
function parse<Schema extends z.ZodMiniType>(schema: Schema, value: unknown, prefix: string): z.infer<Schema> {
	const parsed = z.safeParse(schema, value);
	if (parsed.success) {
		return parsed.data;
	}
	const issue = parsed.error.issues[0];
	const key = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
	if (key === undefined) {
		throw configError(l10n.t('it is not a JSON object'));
	}
	const found: unknown = Object.entries(value as object).find(([name]) => name === key)?.[1];
	const name = `${prefix}${String(key)}`;
	if (found === undefined) {
		throw configError(l10n.t('{0} is missing', name));
	}
	throw issue?.code === 'unrecognized_keys'
		? unsupported(name, found)
		: configError(l10n.t('{0} is {1}, which is out of range or of the wrong kind', name, show(found)));
}

function show(value: unknown): string {
	const text = value === undefined ? 'missing' : JSON.stringify(value);
	return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function unsupported(key: string, value: unknown): UserError {
	return configError(l10n.t('{0} is {1}, which the probe does not support', key, show(value)));
}

function configError(detail: string): UserError {
	return new UserError(
		'probe.config',
		l10n.t(
			"The probe's config.json cannot be used: {0}. Choose another checkpoint; docs/probes.md lists what can be read.",
			detail,
		),
	);
}
