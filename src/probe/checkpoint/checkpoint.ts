import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../../base/errors';
import { parseDecoderConfig, type DecoderConfig } from './decoderConfig';
import { parameterShapes } from './parameterNames';
import { readSafetensorsHeader, type TensorEntry } from './safetensors';

/** A Hugging Face checkpoint folder that the probe can run. */
export interface Checkpoint {
	/** For people: the name that the configuration gives itself, or the folder's. */
	readonly id: string;
	/** SHA-256 over configuration, tokenizer and weights. */
	readonly revision: string;
	readonly config: DecoderConfig;
	readonly parameters: number;
	/** Where the weights really lie, symbolic links resolved: ONNX Runtime refuses a link that leaves its folder. */
	readonly weights: { readonly folder: string; readonly file: string };
	/** Exactly the parameters of the configuration. */
	readonly tensors: ReadonlyMap<string, TensorEntry>;
	/** Parsed `tokenizer.json` and `tokenizer_config.json`. */
	readonly tokenizer: { readonly definition: object; readonly settings: object };
}

/** Bytes. The largest in use, with 256,000 entries, take some 35 MB. */
const LONGEST_JSON = 128 * 1024 * 1024;

const floatTypes: ReadonlySet<string> = new Set(['F32', 'F16', 'BF16']);

/**
 * Opens a folder with `config.json`, `tokenizer.json` and `model.safetensors`. Reads every byte once, for the
 * revision; keeps no weight in memory.
 *
 * @throws {UserError} `probe.checkpoint`, `probe.config`, `probe.weights`: what is missing or not supported, by name.
 */
export async function openCheckpoint(folder: string): Promise<Checkpoint> {
	const paths = {
		config: join(folder, 'config.json'),
		tokenizer: join(folder, 'tokenizer.json'),
		weights: join(folder, 'model.safetensors'),
	};
	const configuration = await readJson(paths.config);
	const config = parseDecoderConfig(configuration);
	const definition = await readJson(paths.tokenizer);
	const settings = await readJson(join(folder, 'tokenizer_config.json'), {});
	const weights = await resolved(paths.weights);
	const tensors = await readTensors(weights, config);
	let parameters = 0;
	for (const { shape } of tensors.values()) {
		parameters += shape.reduce((product, dimension) => product * dimension, 1);
	}
	return {
		id: nameIn(configuration) ?? basename(resolve(folder)),
		revision: await hashFiles([paths.config, paths.tokenizer, weights]),
		config,
		parameters,
		weights: { folder: dirname(weights), file: basename(weights) },
		tensors,
		tokenizer: { definition, settings },
	};
}

/** What `from_pretrained` was given when the checkpoint was saved; a path is not a name. */
function nameIn(configuration: object): string | undefined {
	const name = '_name_or_path' in configuration ? configuration._name_or_path : undefined;
	return typeof name === 'string' && /^[\w.-]{1,80}(?:\/[\w.-]{1,80})?$/u.test(name) ? name : undefined;
}

async function readTensors(path: string, config: DecoderConfig): Promise<ReadonlyMap<string, TensorEntry>> {
	const file = await open(path);
	try {
		return selectParameters(await readSafetensorsHeader(file), config);
	} finally {
		await file.close();
	}
}

function selectParameters(
	found: ReadonlyMap<string, TensorEntry>,
	config: DecoderConfig,
): ReadonlyMap<string, TensorEntry> {
	const wanted = parameterShapes(config);
	const selected = new Map<string, TensorEntry>();
	for (const [name, shape] of wanted) {
		const tensor = found.get(name);
		if (tensor === undefined) {
			throw weightsMismatch(`${name} is missing`);
		}
		if (tensor.shape.join() !== shape.join()) {
			throw weightsMismatch(`${name} is [${tensor.shape.join(', ')}], not [${shape.join(', ')}]`);
		}
		if (!floatTypes.has(tensor.dtype)) {
			throw weightsMismatch(`${name} has type ${tensor.dtype}; F32, F16 and BF16 are supported`);
		}
		selected.set(name, tensor);
	}
	for (const name of found.keys()) {
		if (!wanted.has(name) && !isHarmless(name, config)) {
			throw weightsMismatch(`${name.slice(0, 100)} is not part of the architecture that config.json names`);
		}
	}
	return selected;
}

/** Some checkpoints keep a second copy of a tied head, or tables that follow from the configuration. */
function isHarmless(name: string, config: DecoderConfig): boolean {
	return (config.tiedHead && name === 'lm_head.weight') || name.endsWith('.rotary_emb.inv_freq');
}

function weightsMismatch(detail: string): UserError {
	return new UserError('probe.weights', `The probe's model.safetensors cannot be used: ${detail}.`);
}

async function resolved(path: string): Promise<string> {
	try {
		return await realpath(path);
	} catch (error) {
		throw unreadable(path, error);
	}
}

async function readJson(path: string, fallback?: object): Promise<object> {
	let text: string;
	try {
		if ((await stat(path)).size > LONGEST_JSON) {
			throw new UserError('probe.checkpoint', `${path} is too large to be part of a checkpoint.`);
		}
		text = await readFile(path, 'utf8');
	} catch (error) {
		if (fallback !== undefined && isMissing(error)) {
			return fallback;
		}
		throw UserError.is(error) ? error : unreadable(path, error);
	}
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		throw new UserError('probe.checkpoint', `${path} is not valid JSON.`, 'input', { cause: error });
	}
	if (typeof value !== 'object' || value === null) {
		throw new UserError('probe.checkpoint', `${path} does not hold a JSON object.`);
	}
	return value;
}

function isMissing(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function unreadable(path: string, cause: unknown): UserError {
	return new UserError(
		'probe.checkpoint',
		`The probe cannot read ${path}. Choose a folder with config.json, tokenizer.json and model.safetensors.`,
		'input',
		{ cause },
	);
}

/** SHA-256 of the files one after the other, each led by its length. */
async function hashFiles(paths: readonly string[]): Promise<string> {
	const hash = createHash('sha256');
	for (const path of paths) {
		hash.update(`${(await stat(path)).size}\n`);
		for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
			hash.update(chunk as Buffer);
		}
	}
	return hash.digest('hex');
}
