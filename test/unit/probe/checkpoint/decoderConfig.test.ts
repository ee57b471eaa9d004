import { describe, expect, test } from 'vitest';
import { UserError } from '../../../../src/base/errors';
import { parseDecoderConfig } from '../../../../src/probe/checkpoint/decoderConfig';
import { parameterShapes } from '../../../../src/probe/checkpoint/parameterNames';
import { rotaryFrequencies } from '../../../../src/probe/onnx/rotaryFrequencies';
import { tinyConfig } from '../../../support/probeCheckpoint';

const families = ['llama', 'qwen2', 'qwen3'] as const;
const llama3 = {
	rope_type: 'llama3',
	factor: 32,
	low_freq_factor: 1,
	high_freq_factor: 4,
	original_max_position_embeddings: 8192,
};

function refusalOf(json: unknown): string {
	try {
		parseDecoderConfig(json);
	} catch (error) {
		if (UserError.is(error, 'probe.config')) {
			return error.message;
		}
		throw error;
	}
	return 'it is accepted';
}

describe('a configuration', () => {
	const unsupported: readonly (readonly [string, unknown])[] = [
		['hidden_act', 'gelu'],
		['mlp_bias', true],
		['partial_rotary_factor', 0.5],
		['quantization_config', { bits: 4 }],
		['final_logit_softcapping', 30],
		['attn_logit_softcapping', 50],
		['num_experts', 8],
		['num_local_experts', 8],
		['rope_scaling', 'linear'],
		['layer_types', ['full_attention', 'sliding_attention']],
		['num_hidden_layers', 1e9],
		['hidden_size', -1],
		['vocab_size', '300'],
		['rms_norm_eps', null],
		['num_key_value_heads', 3],
		['tie_word_embeddings', 'yes'],
	];
	for (const family of families) {
		test.each(unsupported)(`of ${family} with %s %j is refused by that name`, (key, value) => {
			expect(refusalOf({ ...tinyConfig, model_type: family, [key]: value })).toContain(key);
		});
	}

	test.each([
		['llama', 'attention_bias', true],
		['llama', 'sliding_window', 4096],
		['qwen3', 'attention_bias', true],
		['qwen2_moe', 'model_type', 'qwen2_moe'],
		['mamba', 'model_type', 'mamba'],
	])('of %s with %s %j is refused by name and value', (family, key, value) => {
		const message = refusalOf({ ...tinyConfig, model_type: family, [key]: value });
		expect(message).toContain(key);
		expect(message).toContain(JSON.stringify(value));
	});

	test.each([null, 'x', []])('that is %j is refused', value => {
		expect(refusalOf(value)).toContain('config.json');
	});

	test('without a head size shares the width among the heads, and in Qwen3 has one of 128', () => {
		expect(parseDecoderConfig({ ...tinyConfig, head_dim: null }).headSize).toBe(6);
		expect(parseDecoderConfig({ ...tinyConfig, model_type: 'qwen3', head_dim: undefined }).headSize).toBe(128);
	});

	test('may name a sliding window that slides nowhere', () => {
		const qwen = { ...tinyConfig, model_type: 'qwen2', sliding_window: 32 };
		expect(parseDecoderConfig({ ...qwen, use_sliding_window: false }).window).toBe(128);
		expect(parseDecoderConfig({ ...qwen, use_sliding_window: true, max_window_layers: 2 }).window).toBe(128);
		expect(refusalOf({ ...qwen, use_sliding_window: true, max_window_layers: 1 })).toContain(
			'use_sliding_window is true',
		);
	});
});

describe('the parameters', () => {
	const shared = { hidden_act: 'silu', max_position_embeddings: 8192, rms_norm_eps: 1e-5, tie_word_embeddings: true };
	const shape = (layers: number, hidden: number, inner: number, heads: number, keys: number, vocabulary: number) => ({
		...shared,
		num_hidden_layers: layers,
		hidden_size: hidden,
		intermediate_size: inner,
		num_attention_heads: heads,
		num_key_value_heads: keys,
		vocab_size: vocabulary,
	});

	// As their model cards count them.
	test.each([
		['SmolLM2-135M', { model_type: 'llama', ...shape(30, 576, 1536, 9, 3, 49_152) }, 134_515_008],
		['Llama 3.2 1B', { model_type: 'llama', ...shape(16, 2048, 8192, 32, 8, 128_256) }, 1_235_814_400],
		['Qwen2.5-0.5B', { model_type: 'qwen2', ...shape(24, 896, 4864, 14, 2, 151_936) }, 494_032_768],
		['Qwen3-0.6B', { model_type: 'qwen3', head_dim: 128, ...shape(28, 1024, 3072, 16, 8, 151_936) }, 596_049_920],
	])('of %s are as many as published', (_, json, expected) => {
		let count = 0;
		for (const dimensions of parameterShapes(parseDecoderConfig(json)).values()) {
			count += dimensions.reduce((product, dimension) => product * dimension, 1);
		}
		expect(count).toBe(expected);
	});
});

describe('rotary positions', () => {
	test('given in both places are refused', () => {
		const message = refusalOf({ ...tinyConfig, rope_parameters: { rope_type: 'default' }, rope_scaling: llama3 });
		expect(message).toContain('rope_parameters and rope_scaling');
	});

	test.each([
		['linear', { rope_type: 'linear', factor: 2 }],
		['dynamic', { type: 'dynamic', factor: 2 }],
		['yarn', { rope_type: 'yarn', factor: 4, original_max_position_embeddings: 32_768, beta_fast: 32 }],
		['longrope', { rope_type: 'longrope', long_factor: [1], short_factor: [1] }],
	])('of type %s are refused by that name', (type, value) => {
		for (const key of ['rope_scaling', 'rope_parameters']) {
			expect(refusalOf({ ...tinyConfig, [key]: value })).toContain(`${key}.rope_type is "${type}"`);
		}
	});

	test.each([
		[{ full_attention: { rope_type: 'default' } }, 'full_attention'],
		[{ rope_type: 'default', partial_rotary_factor: 0.25 }, 'partial_rotary_factor'],
		[{ ...llama3, high_freq_factor: undefined }, 'high_freq_factor'],
		[{ ...llama3, high_freq_factor: 1 }, 'high_freq_factor'],
		[{ ...llama3, factor: -1 }, 'factor'],
		[{ ...llama3, attention_factor: 2 }, 'attention_factor'],
	])('described as %j are refused by the key at fault', (value, key) => {
		expect(refusalOf({ ...tinyConfig, rope_parameters: value })).toContain(key);
	});

	test('are read from either layout of the configuration', () => {
		const older = parseDecoderConfig({ ...tinyConfig, rope_theta: 500_000, rope_scaling: llama3 });
		const newer = parseDecoderConfig({
			...tinyConfig,
			rope_theta: undefined,
			rope_parameters: { ...llama3, rope_theta: 500_000 },
		});
		expect(newer).toEqual(older);
		expect(older.ropeTheta).toBe(500_000);
	});

	test('of Llama 3.2 keep fast pairs, slow down slow ones by the factor, and mix in between', () => {
		const scaled = parseDecoderConfig({ ...tinyConfig, head_dim: 64, rope_theta: 500_000, rope_scaling: llama3 });
		const plain = rotaryFrequencies({ ...scaled, ropeScaling: undefined });
		const ratios = rotaryFrequencies(scaled).map((frequency, pair) => frequency / (plain[pair] ?? NaN));
		for (const [pair, ratio] of ratios.entries()) {
			const turns = (8192 * (plain[pair] ?? NaN)) / (2 * Math.PI);
			if (turns >= 4) {
				expect(ratio).toBe(1);
			} else if (turns <= 1) {
				expect(ratio).toBeCloseTo(1 / 32, 12);
			} else {
				expect(ratio).toBeGreaterThan(1 / 32);
				expect(ratio).toBeLessThan(1);
			}
		}
		expect(ratios.filter(ratio => ratio === 1).length).toBe(15);
	});
});
