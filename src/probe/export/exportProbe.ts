import { constants } from 'node:fs';
import { copyFile, link, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { UserError, messageOf } from '../../base/errors';
import { openCheckpoint, type Checkpoint } from '../checkpoint/checkpoint';
import { fingerprintOf } from '../fingerprint';
import { buildProbeGraph } from '../onnx/probeGraph';
import { sketchVersion } from '../onnx/projections';
import { modelName } from '../openInference/contract';
import { inferenceService } from './inferenceService';
import { tritonConfig } from './tritonConfig';

/** `onnx`: the graph and its weights; `triton`: a model repository of them; `kserve`: that, and what serves it. */
export const exportFormats = ['onnx', 'triton', 'kserve'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportOptions {
	/** The checkpoint's. */
	readonly folder: string;
	/** Folder to make. */
	readonly output: string;
	readonly format: ExportFormat;
	/** Weights are copied even where a hard link would do. */
	readonly copy: boolean;
	/** Texts that Triton puts together at most. */
	readonly maxBatch: number;
	/** Where KServe will find the repository. */
	readonly storageUri: string;
}

export interface ExportSummary {
	readonly id: string;
	readonly revision: string;
	/** Under which servers offer the model: {@link fingerprintOf}. */
	readonly version: string;
	/** Written, from the folder that was made. */
	readonly files: readonly string[];
}

export const graphName = 'model.onnx';

/**
 * Writes the graph of a checkpoint for a server that runs ONNX: inputs and outputs lead with the batch and are of types
 * that all servers take, operators are those of the standard, and the weights lie beside it as they are, under the
 * checkpoint's names, as hard links where the file system allows. The folder appears when it is whole.
 *
 * @throws {UserError} `probe.exportExists`: there is such a folder already; `probe.export`: it cannot be written; and
 * what {@link openCheckpoint} throws
 */
export async function exportProbe(options: ExportOptions): Promise<ExportSummary> {
	const { format, maxBatch, storageUri } = options;
	const checkpoint = await openCheckpoint(options.folder);
	const { id, revision, config } = checkpoint;
	const version = fingerprintOf(revision);
	const repository = { onnx: [], triton: [modelName], kserve: ['repository', modelName] }[format];
	const model = format === 'onnx' ? repository : [...repository, version];
	const texts = new Map<string, string>();
	if (format !== 'onnx') {
		const text = tritonConfig({ hiddenSize: config.hiddenSize, maxBatch, revision });
		texts.set(join(...repository, 'config.pbtxt'), text);
	}
	if (format === 'kserve') {
		texts.set('inference-service.yaml', inferenceService(storageUri));
	}
	const files = await writeFolder(options.output, async folder => {
		const written = await writeModel(checkpoint, join(folder, ...model), options.copy);
		for (const [name, text] of texts) {
			await writeFile(join(folder, name), text);
		}
		return [...texts.keys(), ...written.map(name => join(...model, name))];
	});
	return { id, revision, version, files: files.map(file => file.split(sep).join('/')) };
}

async function writeModel(checkpoint: Checkpoint, folder: string, copy: boolean): Promise<readonly string[]> {
	const { tensors, config, revision, weights } = checkpoint;
	const places = new Map(
		[...weights.files].map(([name, path]) => [relative(weights.folder, path).split(sep).join('/'), name]),
	);
	const renamed = new Map(
		[...tensors].map(([name, tensor]) => [name, { ...tensor, file: places.get(tensor.file) ?? tensor.file }]),
	);
	const graph = buildProbeGraph(
		{ config, tensors: renamed },
		{
			gradient: 'sketch',
			operatorSet: 'standard',
			metadata: { 'demoscope.revision': revision, 'demoscope.sketch': String(sketchVersion) },
		},
	);
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, graphName), graph);
	for (const [name, path] of weights.files) {
		await placeFile(path, join(folder, name), copy);
	}
	return [graphName, ...weights.files.keys()];
}

/** Another name of the same file, or a copy of it: servers refuse symbolic links that leave the model's folder. */
async function placeFile(from: string, to: string, copy: boolean): Promise<void> {
	if (!copy) {
		try {
			await link(from, to);
			return;
		} catch {
			// Another drive, or a file system without links.
		}
	}
	await copyFile(from, to, constants.COPYFILE_FICLONE);
}

/** Has a folder filled under another name, and gives it its own when that is done. */
async function writeFolder<T>(output: string, fill: (folder: string) => Promise<T>): Promise<T> {
	const target = resolve(output);
	const parent = dirname(target);
	let unfinished: string | undefined;
	try {
		await mkdir(parent, { recursive: true });
		unfinished = await mkdtemp(join(parent, `.${basename(target)}-`));
		const filled = join(unfinished, 'filled');
		await mkdir(filled);
		const result = await fill(filled);
		// Fails where the folder exists and holds anything.
		await rename(filled, target);
		return result;
	} catch (error) {
		if (UserError.is(error)) {
			throw error;
		}
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR' || code === 'EPERM') {
			throw new UserError(
				'probe.exportExists',
				`${output} exists already. Name a folder that does not, or delete that one.`,
				'usage',
				{ cause: error },
			);
		}
		throw new UserError(
			'probe.export',
			`${output} cannot be written: ${messageOf(error)}. Choose another folder.`,
			'input',
			{ cause: error },
		);
	} finally {
		if (unfinished !== undefined) {
			await rm(unfinished, { recursive: true, force: true });
		}
	}
}
