import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Unfinished } from '../workflows/stream/unfinished';

/** A run that nobody has gone on with for so long is given up. */
const keptMs = 30 * 24 * 60 * 60 * 1000;
const digestBytes = 32;

/** Long runs as files of a folder, one each: SHA-256 of what follows, then the state, a few megabytes. */
export class UnfinishedRuns implements Unfinished {
	constructor(private readonly folder: string) {}

	async load(key: string): Promise<Uint8Array | undefined> {
		await this.removeOld();
		const bytes = await readFile(this.fileOf(key)).catch(() => undefined);
		const state = bytes?.subarray(digestBytes);
		return state !== undefined && bytes?.subarray(0, digestBytes).equals(digestOf(state)) === true ? state : undefined;
	}

	async save(key: string, state: () => Uint8Array): Promise<void> {
		const bytes = state();
		const beside = path.join(this.folder, `${key}.${randomUUID()}.tmp`);
		await mkdir(this.folder, { recursive: true });
		await writeFile(beside, Buffer.concat([digestOf(bytes), bytes]), { flag: 'wx' });
		await rename(beside, this.fileOf(key));
	}

	async remove(key: string): Promise<void> {
		await rm(this.fileOf(key), { force: true });
	}

	private fileOf(key: string): string {
		return path.join(this.folder, key);
	}

	private async removeOld(): Promise<void> {
		for (const name of await readdir(this.folder).catch(() => [])) {
			const file = path.join(this.folder, name);
			const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Infinity }));
			if (Date.now() - mtimeMs > keptMs) {
				await rm(file, { force: true });
			}
		}
	}
}

function digestOf(bytes: Uint8Array): Buffer {
	return createHash('sha256').update(bytes).digest();
}
