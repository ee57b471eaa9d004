import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '../../src/base/random';
import { parseDecoderConfig, type DecoderConfig } from '../../src/probe/checkpoint/decoderConfig';
import { parameterShapes } from '../../src/probe/checkpoint/parameterNames';

export type StoredType = 'F32' | 'F16' | 'BF16';

/** A parameter with the values that the stored type holds exactly. */
export interface TestParameter {
	readonly shape: readonly number[];
	readonly data: Float64Array;
}

export interface TestCheckpoint {
	readonly folder: string;
	readonly config: DecoderConfig;
	readonly parameters: ReadonlyMap<string, TestParameter>;
}

/** A `config.json` of a Llama small enough for central differences: grouped queries, tied head. */
export const tinyConfig = {
	model_type: 'llama',
	vocab_size: 300,
	hidden_size: 24,
	intermediate_size: 40,
	num_hidden_layers: 2,
	num_attention_heads: 4,
	num_key_value_heads: 2,
	head_dim: 8,
	hidden_act: 'silu',
	max_position_embeddings: 128,
	rms_norm_eps: 1e-5,
	rope_theta: 10000,
	tie_word_embeddings: true,
};

/** Writes a checkpoint folder of random parameters, the same for the same seed. */
export async function writeTestCheckpoint(
	folder: string,
	options: {
		readonly seed?: number;
		readonly type?: StoredType;
		readonly config?: Readonly<Record<string, unknown>>;
	} = {},
): Promise<TestCheckpoint> {
	const json = { ...tinyConfig, ...options.config };
	const config = parseDecoderConfig(json);
	const type = options.type ?? 'F32';
	const random = seededRandom(options.seed ?? 1);
	const parameters = new Map<string, TestParameter>();
	for (const [name, shape] of parameterShapes(config)) {
		const length = shape.reduce((product, dimension) => product * dimension, 1);
		const draw = (): number =>
			shape.length === 1
				? 1 + 0.4 * (random() - 0.5)
				: ((random() + random() + random() - 1.5) * 2) / Math.sqrt(shape[1] ?? 1);
		parameters.set(name, { shape, data: Float64Array.from({ length }, () => rounded(draw(), type)) });
	}
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'config.json'), JSON.stringify(json));
	await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(byteTokenizer()));
	await writeFile(join(folder, 'model.safetensors'), encodeSafetensors(parameters, type));
	return { folder, config, parameters };
}

export function encodeSafetensors(parameters: ReadonlyMap<string, TestParameter>, type: StoredType): Buffer {
	const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
	const bodies: Buffer[] = [];
	let offset = 0;
	for (const [name, { shape, data }] of parameters) {
		const body = store(data, type);
		header[name] = { dtype: type, shape, data_offsets: [offset, offset + body.byteLength] };
		offset += body.byteLength;
		bodies.push(body);
	}
	return safetensorsFile(JSON.stringify(header), Buffer.concat(bodies));
}

export function safetensorsFile(header: string, body: Buffer): Buffer {
	const text = Buffer.from(header);
	const length = Buffer.alloc(8);
	length.writeBigUInt64LE(BigInt(text.byteLength));
	return Buffer.concat([length, text, body]);
}

/** A byte-level tokenizer with one token a byte, and a few merges so that tokens straddle words. */
export function byteTokenizer(): object {
	const bytes = byteCharacters();
	const merges: readonly (readonly [string, string])[] = [
		['Ġ', 't'],
		['i', 'n'],
		['o', 'u'],
		['ou', 't'],
		['Ċ', 'Ċ'],
	];
	const entries = ['<|endoftext|>', ...bytes, ...merges.map(([left, right]) => left + right)];
	return {
		version: '1.0',
		added_tokens: [
			{
				id: 0,
				content: '<|endoftext|>',
				single_word: false,
				lstrip: false,
				rstrip: false,
				normalized: false,
				special: true,
			},
		],
		normalizer: null,
		pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
		post_processor: null,
		decoder: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
		model: {
			type: 'BPE',
			dropout: null,
			unk_token: null,
			continuing_subword_prefix: null,
			end_of_word_suffix: null,
			fuse_unk: false,
			byte_fallback: false,
			vocab: Object.fromEntries(entries.map((entry, id) => [entry, id])),
			merges: merges.map(([left, right]) => `${left} ${right}`),
		},
	};
}

/** GPT-2's one character for each byte: itself where it prints, else the next one from U+0100 on. */
function byteCharacters(): readonly string[] {
	let next = 0x100;
	return Array.from({ length: 256 }, (_, byte) => {
		const prints = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
		return String.fromCharCode(prints ? byte : next++);
	});
}

function store(data: Float64Array, type: StoredType): Buffer {
	const floats = Float32Array.from(data);
	if (type === 'F32') {
		return Buffer.from(floats.buffer);
	}
	const bits = new Uint32Array(floats.buffer);
	return Buffer.from(Uint16Array.from(bits, type === 'BF16' ? bits => bits >>> 16 : halfBits).buffer);
}

/** The nearest value below in size that the stored type can hold, so that storing it loses nothing. */
function rounded(value: number, type: StoredType): number {
	const bits = new Uint32Array(Float32Array.of(value).buffer);
	// A normal half float keeps 10 of the 23 bits of a fraction, a bfloat16 keeps 7.
	const dropped = { F32: 0, F16: 13, BF16: 16 }[type];
	bits[0] = ((bits[0] ?? 0) >>> dropped) << dropped;
	const kept = new Float32Array(bits.buffer)[0] ?? 0;
	return type === 'F16' && Math.abs(kept) < 2 ** -14 ? 0 : kept;
}

/** The bits of a half float from those of a float whose value it holds. */
function halfBits(bits: number): number {
	const sign = (bits >>> 16) & 0x8000;
	const exponent = ((bits >>> 23) & 0xff) - 127 + 15;
	return exponent <= 0 ? sign : sign | (exponent << 10) | ((bits >>> 13) & 0x3ff);
}
