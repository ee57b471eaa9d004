import * as l10n from '@vscode/l10n';
import { mkdir, readdir, readFile, rename, rm, rmdir, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../../base/errors';
import { parseDecoderConfig } from '../checkpoint/decoderConfig';
import { downloadFile } from './downloadFile';
import { isIntact, sizeOf } from './fileDigest';
import { withLock } from './folderLock';
import { Hub, type HubOptions } from './hub';
import { listCheckpoint } from './hubListing';
import { bytesOf, pinnedCheckpoint } from './pinnedCheckpoints';
import { filesByHand, type RemoteCheckpoint } from './remoteCheckpoint';

export interface DownloadRequest {
	/** `organisation/name`. */
	readonly id: string;
	/** Branch, tag or commit; by default the pinned commit, or `main` where none is pinned. */
	readonly revision?: string;
	/** The checkpoint's folder, to be made. */
	readonly folder: string;
}

export interface DownloadOptions extends HubOptions {
	readonly signal?: AbortSignal;
	readonly onProgress?: (progress: DownloadProgress) => void;
}

export interface DownloadProgress {
	/** The file that is under way. */
	readonly file: string;
	/** Bytes of the whole checkpoint: those that are there, and all. */
	readonly received: number;
	readonly total: number;
}

/** Bytes that are left free on the disk. */
const diskReserve = 64 * 1024 * 1024;

/**
 * Downloads a checkpoint into a folder of its own. Everything is gathered in `{folder}.partial`, checked file by file
 * and renamed at the end, so that a folder under its own name is complete; what was interrupted goes on there. The
 * configuration comes first, and one that the probe cannot run ends the download before the weights. A folder that holds
 * exactly the checkpoint already is left as it is.
 *
 * A pinned checkpoint has to match its pinned hashes; any other matches what the hub says of it.
 *
 * @throws {UserError} `probe.modelId`, `probe.offline`, `probe.notFound`, `probe.access`, `probe.download`,
 *   `probe.checksum`, `probe.checkpoint`, `probe.config`, `probe.diskSpace`, `probe.folder`, `probe.busy`
 */
export async function downloadCheckpoint(
	request: DownloadRequest,
	options: DownloadOptions = {},
): Promise<RemoteCheckpoint> {
	const { id, revision } = request;
	const { signal, onProgress } = options;
	if (!/^[\w-][\w.-]{0,95}(?:\/[\w-][\w.-]{0,95})?$/u.test(id)) {
		throw new UserError(
			'probe.modelId',
			l10n.t('"{0}" is no name of a model. Give it as organisation/name.', id),
			'usage',
		);
	}
	const hub = new Hub(options);
	const folder = resolve(request.folder);
	try {
		const checkpoint = pinnedCheckpoint(id, revision) ?? (await listCheckpoint(hub, id, revision ?? 'main', signal));
		if (!(await isComplete(folder, checkpoint, signal))) {
			await mkdir(dirname(folder), { recursive: true });
			await withLock(`${folder}.lock`, () => gather(hub, checkpoint, folder, signal, onProgress));
		}
		return checkpoint;
	} catch (error) {
		// Where nothing has arrived, nothing stays.
		await rmdir(`${folder}.partial`).catch(() => undefined);
		throw withAdvice(error, request);
	}
}

async function gather(
	hub: Hub,
	checkpoint: RemoteCheckpoint,
	folder: string,
	signal: AbortSignal | undefined,
	onProgress: DownloadOptions['onProgress'],
): Promise<void> {
	const { id, revision } = checkpoint;
	const partial = `${folder}.partial`;
	const files = [...checkpoint.files].sort((a, b) => orderOf(a.name) - orderOf(b.name) || a.bytes - b.bytes);
	const total = bytesOf(checkpoint);
	await mkdir(partial, { recursive: true });
	await checkSpace(partial, checkpoint);
	let done = 0;
	for (const file of files) {
		const report = (bytes: number): void => onProgress?.({ file: file.name, received: done + bytes, total });
		await downloadFile({
			hub,
			path: `/${id}/resolve/${revision}/${file.name}`,
			file,
			target: join(partial, file.name),
			signal,
			onBytes: report,
		});
		done += file.bytes;
		if (file.name === configName) {
			await checkConfig(partial);
		}
	}
	await removeOthers(partial, checkpoint);
	// An empty folder may be there already; a full one is not replaced.
	await rmdir(folder).catch(() => undefined);
	await rename(partial, folder);
}

const configName = 'config.json';

function orderOf(name: string): number {
	return name === configName ? 0 : 1;
}

/** Whether the folder is there, and is what is asked for. */
async function isComplete(folder: string, { id, files }: RemoteCheckpoint, signal?: AbortSignal): Promise<boolean> {
	const names = await readdir(folder).catch(() => []);
	if (names.length === 0) {
		return false;
	}
	for (const file of files) {
		if (!(await isIntact(join(folder, file.name), file, signal))) {
			throw new UserError(
				'probe.folder',
				l10n.t(
					'{0} is there already and is not {1} as it was asked for ({2} differs). Choose another folder, or delete this one.',
					folder,
					id,
					file.name,
				),
			);
		}
	}
	return true;
}

async function checkSpace(partial: string, { files }: RemoteCheckpoint): Promise<void> {
	let needed = 0;
	for (const { name, bytes } of files) {
		const there = (await sizeOf(join(partial, name))) ?? (await sizeOf(join(partial, `${name}.part`))) ?? 0;
		needed += Math.max(0, bytes - there);
	}
	const { bavail, bsize } = await statfs(partial);
	const free = bavail * bsize;
	if (needed > 0 && free < needed + diskReserve) {
		throw new UserError(
			'probe.diskSpace',
			l10n.t(
				'There is too little room for the checkpoint: {0} are missing of it, and the disk of {1} has {2} free. Make room, or choose a folder on another disk.',
				megabytes(needed),
				dirname(partial),
				megabytes(free),
			),
		);
	}
}

/** The checkpoint that cannot be run is not kept: nothing of it is of use. */
async function checkConfig(partial: string): Promise<void> {
	try {
		parseDecoderConfig(JSON.parse(await readFile(join(partial, configName), 'utf8')));
	} catch (error) {
		await rm(partial, { recursive: true });
		throw error instanceof SyntaxError
			? new UserError(
					'probe.config',
					l10n.t("The checkpoint's config.json is not valid JSON. Choose another checkpoint."),
				)
			: error;
	}
}

/** What a download of another revision has left. */
async function removeOthers(partial: string, { files }: RemoteCheckpoint): Promise<void> {
	const own = new Set(files.map(({ name }) => name));
	for (const name of await readdir(partial)) {
		if (!own.has(name)) {
			await rm(join(partial, name), { recursive: true });
		}
	}
}

/** Where there is no network, what to do without; a full disk by its name. */
function withAdvice(error: unknown, { id, revision, folder }: DownloadRequest): unknown {
	if (UserError.is(error, 'probe.offline')) {
		const at = revision ?? pinnedCheckpoint(id)?.revision ?? 'main';
		return new UserError(
			'probe.offline',
			l10n.t(
				'{0} Behind a proxy, set HTTPS_PROXY. Without a network, get {1} of {2} (revision {3}) by other means, put them into {4}, and choose that folder as the probe.',
				error.message,
				filesByHand.join(', '),
				id,
				at,
				folder,
			),
			'service',
			{ cause: error },
		);
	}
	if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
		return new UserError(
			'probe.diskSpace',
			l10n.t('The disk of {0} is full. What has arrived is kept; make room and run it again.', folder),
			'input',
			{ cause: error },
		);
	}
	return error;
}

function megabytes(bytes: number): string {
	return `${Math.ceil(bytes / 1e6)} MB`;
}
