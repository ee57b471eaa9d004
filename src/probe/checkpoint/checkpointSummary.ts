import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tokensPerBatch } from '../reading/batch';
import { createTokenizer } from '../tokenizer/tokenizer';
import { openCheckpoint, type CheckpointOptions } from './checkpoint';
import type { DecoderConfig } from './decoderConfig';

/** What a checkpoint is and what it takes to read with it. */
export interface CheckpointSummary {
	readonly id: string;
	/** `model_type` of its configuration. */
	readonly family: string;
	readonly parameters: number;
	/** Types of the stored numbers: F32, F16, BF16. */
	readonly types: readonly string[];
	/** Bytes of memory that gradient readings take at most, roughly. */
	readonly memory: number;
	/** Longest text in tokens. */
	readonly window: number;
	readonly template: string;
	readonly revision: string;
}

/**
 * Opens a checkpoint folder as the probe would, reads all of it but runs nothing.
 *
 * @throws {UserError} `probe.checkpoint`, `probe.config`, `probe.weights`, `probe.tokenizer`
 */
export async function summarizeCheckpoint(folder: string, options: CheckpointOptions = {}): Promise<CheckpointSummary> {
	const { id, parameters, tensors, config, revision, tokenizer, chatTemplate } = await openCheckpoint(folder, options);
	createTokenizer(tokenizer);
	const { model_type: family } = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')) as {
		readonly model_type: string;
	};
	return {
		id,
		family,
		parameters,
		types: [...new Set([...tensors.values()].map(({ dtype }) => dtype))].sort(),
		memory: estimateMemory(config, parameters, tokensPerBatch),
		window: config.window,
		template: chatTemplate === undefined ? 'plain' : 'chat',
		revision,
	};
}

const runtimeBytes = 150e6;
/** The weights as 32-bit floats, once in the order of the forward and once in that of the backward pass. */
const bytesPerParameter = 2 * 4;

/**
 * Bytes that a gradient reading of a batch takes: the weights, and for every token what the backward pass needs of each
 * layer and of the output. For the shapes of SmolLM2-135M and Qwen2.5-0.5B it comes within 3 % of peaks measured with
 * onnxruntime-node 1.30 on the CPU (1.74 and 5.3 GB at 256 tokens).
 */
export function estimateMemory(config: DecoderConfig, parameters: number, tokens: number): number {
	const { layers, hiddenSize, intermediateSize, vocabularySize } = config;
	const perToken = 4 * (layers * (8 * hiddenSize + 5 * intermediateSize) + 2 * vocabularySize);
	return runtimeBytes + bytesPerParameter * parameters + tokens * perToken;
}
