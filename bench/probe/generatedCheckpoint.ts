import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDecoderConfig } from '../../src/probe/checkpoint/decoderConfig';
import { parameterShapes } from '../../src/probe/checkpoint/parameterNames';
import { xorshift } from './xorshift';

const common = {
	model_type: 'llama',
	head_dim: 64,
	hidden_act: 'silu',
	max_position_embeddings: 2048,
	rms_norm_eps: 1e-5,
	rope_theta: 100_000,
	tie_word_embeddings: true,
};

/** The shapes of the two models that are offered for download (the larger without its biases). */
export const shapes = {
	'135M': {
		...common,
		vocab_size: 49_152,
		hidden_size: 576,
		intermediate_size: 1536,
		num_hidden_layers: 30,
		num_attention_heads: 9,
		num_key_value_heads: 3,
	},
	'0.5B': {
		...common,
		vocab_size: 151_936,
		hidden_size: 896,
		intermediate_size: 4864,
		num_hidden_layers: 24,
		num_attention_heads: 14,
		num_key_value_heads: 2,
	},
} as const;

export type ShapeName = keyof typeof shapes;

export function isShapeName(name: string): name is ShapeName {
	return Object.hasOwn(shapes, name);
}

/**
 * A checkpoint folder of this shape with random bfloat16 weights and the built-in probe's tokenizer, written once below
 * the system's temporary folder.
 */
export async function generatedCheckpoint(name: ShapeName): Promise<string> {
	const config = JSON.stringify({ _name_or_path: `generated-${name}`, ...shapes[name] });
	const key = createHash('sha256').update(`1 ${config}`).digest('hex').slice(0, 12);
	const folder = join(tmpdir(), `demoscope-bench-${key}`);
	const weights = join(folder, 'model.safetensors');
	if (!existsSync(weights)) {
		await mkdir(folder, { recursive: true });
		await writeFile(join(folder, 'config.json'), config);
		await writeWeights(`${weights}.part`, parameterShapes(parseDecoderConfig(shapes[name])));
		await rename(`${weights}.part`, weights);
	}
	await copyFile('media/probe/tokenizer.json', join(folder, 'tokenizer.json'));
	return folder;
}

async function writeWeights(path: string, parameters: ReadonlyMap<string, readonly number[]>): Promise<void> {
	const header: Record<string, unknown> = {};
	let offset = 0;
	for (const [name, shape] of parameters) {
		const length = 2 * product(shape);
		header[name] = { dtype: 'BF16', shape, data_offsets: [offset, offset + length] };
		offset += length;
	}
	const text = Buffer.from(JSON.stringify(header));
	const size = Buffer.alloc(8);
	size.writeBigUInt64LE(BigInt(text.byteLength));
	const file = await open(path, 'w');
	try {
		await file.writeFile(Buffer.concat([size, text]));
		const nextBits = xorshift();
		for (const shape of parameters.values()) {
			const isGain = shape.length === 1;
			const values = new Float32Array(product(shape)).fill(1);
			const bits = new Uint32Array(values.buffer);
			const spread = Math.sqrt(3 / (shape[1] ?? 1)) / 2 ** 31;
			const halves = new Uint16Array(values.length);
			for (let index = 0; index < values.length; index++) {
				if (!isGain) {
					values[index] = nextBits() * spread;
				}
				halves[index] = (bits[index] as number) >>> 16;
			}
			await file.writeFile(halves);
		}
	} finally {
		await file.close();
	}
}

function product(shape: readonly number[]): number {
	return shape.reduce((size, dimension) => size * dimension, 1);
}
