import * as l10n from '@vscode/l10n';
import { open, realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import * as z from 'zod/mini';
import { UserError, isMissing } from '../../base/errors';
import { readOptionalJson, unreadable } from './checkpointFiles';
import type { DecoderConfig } from './decoderConfig';
import { parameterShapes } from './parameterNames';
import { readSafetensorsHeader, type TensorEntry } from './safetensors';

/** A tensor and the file that holds it, named from the weights' folder with `/` between the parts. */
export interface StoredTensor extends TensorEntry {
	readonly file: string;
}

/** The parameters of a checkpoint, in one file or in several. */
export interface Weights {
	/**
	 * The deepest folder that all files lie in, symbolic links resolved: ONNX Runtime refuses a link that leaves its
	 * folder, and the Hugging Face cache is made of such links.
	 */
	readonly folder: string;
	/** By the name that the checkpoint knows each file by, where it really lies. */
	readonly files: ReadonlyMap<string, string>;
	/** Exactly the parameters of the configuration. */
	readonly tensors: ReadonlyMap<string, StoredTensor>;
}

export const indexName = 'model.safetensors.index.json';
const singleName = 'model.safetensors';
const mostFiles = 1000;
const shardName = /^[^./\\:\0][^/\\:\0]{0,200}\.safetensors$/u;

const indexSchema = z.object({ weight_map: z.record(z.string(), z.string()) });
const floatTypes: ReadonlySet<string> = new Set(['F32', 'F16', 'BF16']);

/**
 * Finds the parameters in `model.safetensors`, or else in the files that `model.safetensors.index.json` names. Reads
 * headers alone.
 *
 * @throws {UserError} `probe.checkpoint`: a file is missing; `probe.weights`: one is damaged, or does not fit.
 */
export async function openWeights(folder: string, config: DecoderConfig): Promise<Weights> {
	const index = await readIndex(folder);
	const files = await resolveFiles(folder, index);
	const base = commonFolder([...files.values()]);
	const found = new Map<string, StoredTensor>();
	for (const [name, path] of files) {
		const file = relative(base, path).split(sep).join('/');
		for (const [tensor, entry] of await readHeader(path, name)) {
			if (index === undefined || index.get(tensor) === name) {
				found.set(tensor, { ...entry, file });
			}
		}
	}
	return { folder: base, files, tensors: selectParameters(found, config) };
}

/** File names by tensor; undefined where the weights lie in a single file. */
async function readIndex(folder: string): Promise<ReadonlyMap<string, string> | undefined> {
	if ((await resolved(join(folder, singleName))) !== undefined) {
		return undefined;
	}
	const json = await readOptionalJson(join(folder, indexName));
	if (json === undefined) {
		throw unreadable(join(folder, singleName));
	}
	const parsed = indexSchema.safeParse(json);
	if (!parsed.success) {
		throw weightsError(l10n.t('{0} does not say which file each tensor lies in', indexName));
	}
	const index = new Map(Object.entries(parsed.data.weight_map));
	const names = new Set(index.values());
	for (const name of names) {
		if (!shardName.test(name)) {
			throw weightsError(
				l10n.t('{0} names {1}, which is not a safetensors file of the same folder', indexName, quote(name)),
			);
		}
	}
	if (names.size > mostFiles) {
		throw weightsError(l10n.t('{0} names more than {1} files', indexName, mostFiles));
	}
	return index;
}

async function resolveFiles(
	folder: string,
	index: ReadonlyMap<string, string> | undefined,
): Promise<ReadonlyMap<string, string>> {
	const names = index === undefined ? [singleName] : [...new Set(index.values())].sort();
	const files = new Map<string, string>();
	for (const name of names) {
		const path = await resolved(join(folder, name));
		if (path === undefined) {
			throw weightsError(l10n.t('{0} names {1}, and there is no such file', indexName, quote(name)));
		}
		files.set(name, path);
	}
	return files;
}

async function resolved(path: string): Promise<string | undefined> {
	try {
		return await realpath(path);
	} catch (error) {
		if (isMissing(error)) {
			return undefined;
		}
		throw unreadable(path, error);
	}
}

function commonFolder(paths: readonly string[]): string {
	const [first = [], ...others] = paths.map(path => dirname(path).split(sep));
	const length = Math.min(
		first.length,
		...others.map(parts => {
			const difference = first.findIndex((part, index) => part !== parts[index]);
			return difference < 0 ? first.length : difference;
		}),
	);
	if (length === 0) {
		throw weightsError(l10n.t('its files lie on different drives'));
	}
	const folder = first.slice(0, length).join(sep);
	return length === 1 ? folder + sep : folder;
}

async function readHeader(path: string, name: string): Promise<ReadonlyMap<string, TensorEntry>> {
	const file = await open(path).catch((error: unknown) => {
		throw unreadable(path, error);
	});
	try {
		return await readSafetensorsHeader(file, name);
	} finally {
		await file.close();
	}
}

function selectParameters(
	found: ReadonlyMap<string, StoredTensor>,
	config: DecoderConfig,
): ReadonlyMap<string, StoredTensor> {
	const wanted = parameterShapes(config);
	const selected = new Map<string, StoredTensor>();
	for (const [name, shape] of wanted) {
		const tensor = found.get(name);
		if (tensor === undefined) {
			throw weightsError(l10n.t('{0} is missing', name));
		}
		if (tensor.shape.join() !== shape.join()) {
			throw weightsError(l10n.t('{0} is [{1}], not [{2}]', name, tensor.shape.join(', '), shape.join(', ')));
		}
		if (!floatTypes.has(tensor.dtype)) {
			throw weightsError(l10n.t('{0} has type {1}; F32, F16 and BF16 are supported', name, tensor.dtype));
		}
		selected.set(name, tensor);
	}
	for (const name of found.keys()) {
		if (!wanted.has(name) && !isHarmless(name, config)) {
			throw weightsError(l10n.t('{0} is not part of the architecture that config.json names', quote(name)));
		}
	}
	return selected;
}

/** Some checkpoints keep a second copy of a tied head, or tables that follow from the configuration. */
function isHarmless(name: string, config: DecoderConfig): boolean {
	return (config.tiedHead && name === 'lm_head.weight') || name.endsWith('rotary_emb.inv_freq');
}

function quote(name: string): string {
	return JSON.stringify(name.slice(0, 100));
}

function weightsError(detail: string): UserError {
	return new UserError(
		'probe.weights',
		l10n.t("The probe's weights cannot be used: {0}. Download the checkpoint again, or choose another.", detail),
	);
}
