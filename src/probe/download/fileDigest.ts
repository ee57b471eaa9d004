import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Digest, RemoteFile } from './remoteCheckpoint';

/** Whether the file is there and is byte for byte the one that is meant. */
export async function isIntact(path: string, { bytes, digest }: RemoteFile, signal?: AbortSignal): Promise<boolean> {
	const size = await sizeOf(path);
	return size === bytes && (await digestOf(path, size, digest.algorithm, signal)) === digest.value;
}

/** Bytes of a file; nothing where there is none. */
export async function sizeOf(path: string): Promise<number | undefined> {
	return await stat(path).then(
		({ size }) => size,
		() => undefined,
	);
}

export async function digestOf(
	path: string,
	size: number,
	algorithm: Digest['algorithm'],
	signal?: AbortSignal,
): Promise<string> {
	const hash = createHash(algorithm === 'sha256' ? 'sha256' : 'sha1');
	if (algorithm === 'git-sha1') {
		hash.update(`blob ${size}\0`);
	}
	for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024, signal })) {
		hash.update(chunk as Buffer);
	}
	return hash.digest('hex');
}
