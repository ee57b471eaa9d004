import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { chatTemplateName, readChatTemplate } from './chatTemplateFile';
import { isMissing } from '../../base/errors';
import { readJson, readOptionalJson } from './checkpointFiles';
import { parseDecoderConfig, type DecoderConfig } from './decoderConfig';
import type { TokenizerFiles } from '../tokenizer/tokenizer';
import { openWeights, type StoredTensor, type Weights } from './weights';

/** A Hugging Face checkpoint folder that the probe can run. */
export interface Checkpoint {
	/** For people: the name that the configuration gives itself, or the folder's. */
	readonly id: string;
	/** SHA-256 over configuration, tokenizer, chat template and weights. */
	readonly revision: string;
	readonly config: DecoderConfig;
	readonly parameters: number;
	/** Where the files of the tensors lie. */
	readonly weights: Pick<Weights, 'folder' | 'files'>;
	/** Exactly the parameters of the configuration. */
	readonly tensors: ReadonlyMap<string, StoredTensor>;
	readonly tokenizer: TokenizerFiles;
	/** Jinja: how the checkpoint was taught to see a conversation. Undefined where it was not. */
	readonly chatTemplate: string | undefined;
}

export interface CheckpointOptions {
	/** Ends the reading of the weights, which may take seconds. */
	readonly signal?: AbortSignal;
}

/**
 * Opens a folder with `config.json`, `tokenizer.json` and `model.safetensors`, or several such files with an index.
 * Reads every byte once, for the revision; keeps no weight in memory.
 *
 * @throws {UserError} `probe.checkpoint`, `probe.config`, `probe.weights`, `probe.template`: what is missing or not
 * supported, by name.
 */
export async function openCheckpoint(folder: string, options: CheckpointOptions = {}): Promise<Checkpoint> {
	const configuration = await readJson(join(folder, 'config.json'));
	const config = parseDecoderConfig(configuration);
	const definition = await readJson(join(folder, 'tokenizer.json'));
	const settings = (await readOptionalJson(join(folder, 'tokenizer_config.json'))) ?? {};
	const chatTemplate = await readChatTemplate(folder, settings);
	const { folder: weightsFolder, files, tensors } = await openWeights(folder, config);
	let parameters = 0;
	for (const { shape } of tensors.values()) {
		parameters += shape.reduce((product, dimension) => product * dimension, 1);
	}
	return {
		id: nameIn(configuration) ?? basename(resolve(folder)),
		revision: await hashFiles(
			[
				...textFiles.map(name => [name, join(folder, name)] as const),
				// Under the names that the checkpoint knows them by: a copy elsewhere is the same checkpoint.
				...files,
			],
			options,
		),
		config,
		parameters,
		weights: { folder: weightsFolder, files },
		tensors,
		tokenizer: { definition, settings, rows: config.vocabularySize },
		chatTemplate,
	};
}

/** All that a reading follows from, the weights apart; not every checkpoint has the last two. */
const textFiles: readonly string[] = ['config.json', 'tokenizer.json', 'tokenizer_config.json', chatTemplateName];

/** What `from_pretrained` was given when the checkpoint was saved; a path is not a name. */
function nameIn(configuration: object): string | undefined {
	const name = '_name_or_path' in configuration ? configuration._name_or_path : undefined;
	return typeof name === 'string' && /^[\w.-]{1,80}(?:\/[\w.-]{1,80})?$/u.test(name) ? name : undefined;
}

/** SHA-256 of the files one after the other, each led by its name and length; one that is not there is left out. */
async function hashFiles(
	files: readonly (readonly [name: string, path: string])[],
	options: CheckpointOptions,
): Promise<string> {
	const hash = createHash('sha256');
	for (const [name, path] of files) {
		const size = await sizeOf(path);
		if (size !== undefined) {
			hash.update(`${name} ${size}\n`);
			for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024, ...options })) {
				hash.update(chunk as Buffer);
			}
		}
	}
	return hash.digest('hex');
}

async function sizeOf(path: string): Promise<number | undefined> {
	try {
		return (await stat(path)).size;
	} catch (error) {
		if (isMissing(error)) {
			return undefined;
		}
		throw error;
	}
}
