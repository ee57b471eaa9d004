import * as l10n from '@vscode/l10n';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { UserError } from '../../base/errors';
import { digestOf, isIntact, sizeOf } from './fileDigest';
import { PassingFailure, type Hub, type HubAnswer } from './hub';
import type { RemoteFile } from './remoteCheckpoint';

const partialContent = 206;
const rangeNotSatisfiable = 416;

export interface FileDownload {
	readonly hub: Hub;
	/** Of the file on the hub, without the endpoint. */
	readonly path: string;
	readonly file: RemoteFile;
	/** Where it is to lie. Until it is complete and checked, it lies beside, as `{target}.part`. */
	readonly target: string;
	readonly signal?: AbortSignal | undefined;
	/** Told of the file's bytes that are there. */
	readonly onBytes: (bytes: number) => void;
}

/**
 * Downloads one file, or what is missing of it. A broken download goes on where it stopped, within a call and from one
 * call to the next, as long as the server's ETag is the same; another one begins anew. Only a file whose digest is
 * right gets its name; a wrong one is removed.
 *
 * @throws {UserError} `probe.checksum`, `probe.download`, `probe.offline`, `probe.access`, `probe.notFound`
 */
export async function downloadFile(download: FileDownload): Promise<void> {
	const { hub, file, target, signal, onBytes } = download;
	if (await isIntact(target, file, signal)) {
		onBytes(file.bytes);
		return;
	}
	const part = `${target}.part`;
	const tag = `${target}.etag`;
	let known = await sizeOf(part);
	if (known !== file.bytes) {
		await hub.persistently(() => receive(download, part, tag), {
			signal,
			hasProgressed: async () => {
				const before = known ?? 0;
				known = await sizeOf(part);
				return (known ?? 0) > before;
			},
		});
	}
	const found = await digestOf(part, file.bytes, file.digest.algorithm, signal);
	await rm(tag, { force: true });
	if (found !== file.digest.value) {
		await rm(part);
		throw new UserError(
			'probe.checksum',
			l10n.t(
				'{0} arrived damaged or is not the file that was asked for: its {1} is {2}, not {3}. It was removed. Try again; if it happens again, do not trust {4}.',
				file.name,
				file.digest.algorithm,
				found,
				file.digest.value,
				hub.endpoint,
			),
			'service',
		);
	}
	await rename(part, target);
}

/** One connection's worth. Ends well only with the file complete. */
async function receive(download: FileDownload, part: string, tag: string): Promise<void> {
	const { hub, path, signal } = download;
	const there = (await sizeOf(part)) ?? 0;
	const etag = there > 0 ? await readFile(tag, 'utf8').catch(() => undefined) : undefined;
	const headers = etag === undefined ? {} : { range: `bytes=${there}-`, 'if-range': etag };
	try {
		await hub.get(path, answer => store(answer, download, { part, tag, there }), { headers, signal });
	} catch (error) {
		if (error instanceof PassingFailure && error.reply.status === rangeNotSatisfiable) {
			await rm(part, { force: true });
		}
		throw error;
	}
}

interface Stored {
	readonly part: string;
	readonly tag: string;
	/** Bytes of the part. */
	readonly there: number;
}

async function store(answer: HubAnswer, download: FileDownload, { part, tag, there }: Stored): Promise<void> {
	const { file, onBytes } = download;
	const start = answer.status === partialContent ? there : 0;
	if (answer.status === partialContent) {
		checkRange(answer.headers, file, there);
	}
	const isEncoded = answer.headers.has('content-encoding');
	const announced = answer.headers.get('content-length');
	if (announced !== null && !isEncoded && Number(announced) !== file.bytes - start) {
		throw wrongSize(file, start + Number(announced));
	}
	const handle = await open(part, start === 0 ? 'w' : 'r+');
	try {
		if (start === 0) {
			await keepTag(tag, isEncoded ? null : answer.headers.get('etag'));
		}
		let position = start;
		for await (const piece of answer.pieces) {
			if (position + piece.byteLength > file.bytes) {
				await handle.truncate(0);
				throw wrongSize(file, position + piece.byteLength);
			}
			await handle.write(piece, 0, piece.byteLength, position);
			position += piece.byteLength;
			onBytes(position);
		}
		if (position < file.bytes) {
			throw new PassingFailure(
				l10n.t('the connection ended at {0} of {1} bytes of {2}', position, file.bytes, file.name),
				true,
			);
		}
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** Only a strong tag stands for bytes. Written after the file was emptied, so that it never speaks of older bytes. */
async function keepTag(tag: string, etag: string | null): Promise<void> {
	if (etag?.startsWith('"') === true) {
		await writeFile(tag, etag);
	} else {
		await rm(tag, { force: true });
	}
}

function checkRange(headers: Headers, file: RemoteFile, start: number): void {
	const range = /^bytes (\d+)-\d+\/(\d+|\*)$/u.exec(headers.get('content-range') ?? '');
	if (Number(range?.[1]) !== start) {
		throw new UserError(
			'probe.download',
			l10n.t('The hub sent another part of {0} than was asked for.', file.name),
			'service',
		);
	}
	if (range?.[2] !== '*' && Number(range?.[2]) !== file.bytes) {
		throw wrongSize(file, Number(range?.[2]));
	}
}

function wrongSize({ name, bytes }: RemoteFile, offered: number): UserError {
	return new UserError(
		'probe.download',
		l10n.t(
			'The hub offers {0} bytes as {1}, which has {2}. Nothing of it is used; try again later or from another HF_ENDPOINT.',
			offered,
			name,
			bytes,
		),
		'service',
	);
}
