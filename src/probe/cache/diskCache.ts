import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import cacache from 'cacache';
import { messageOf } from '../../base/errors';
import type { Logger } from '../../base/logger';
import type { ByteStore } from './byteStore';

/** An entry read again after so long counts as used now when entries are evicted. */
const refreshMs = 24 * 60 * 60 * 1000;
/** Eviction leaves this share of the allowed bytes, so that it is needed rarely. */
const keptShare = 0.8;
/** Writes between two looks at the size, as a share of the allowed bytes. */
const checkedShare = 0.1;
/** A write that is older than this was cut off by the end of its process. */
const longestWriteMs = 60 * 60 * 1000;

/** Its types leave out the options, without which a removal only adds a line to the index. */
const removeEntry: (folder: string, key: string, options: { readonly removeFully: boolean }) => Promise<unknown> =
	cacache.rm.entry;

/**
 * Bytes on disk under keys: content-addressed, verified when read, safe with several processes (`cacache`). Bounded:
 * what was used longest ago goes first. It never fails its user: a corrupt or unreadable entry is a miss, and after a
 * failed write nothing more is written.
 */
export class DiskCache implements ByteStore {
	private writable = true;
	private written: number;
	private evicting = false;

	constructor(
		private readonly folder: string,
		private readonly maxBytes: number,
		private readonly logger: Logger,
	) {
		// What others wrote is looked at once, after the first write.
		this.written = maxBytes;
	}

	async get(key: string): Promise<Buffer | undefined> {
		let integrity: string | undefined;
		try {
			const entry = await cacache.get.info(this.folder, key);
			if (entry === null) {
				return undefined;
			}
			integrity = entry.integrity;
			const data = await cacache.get.byDigest(this.folder, integrity);
			if (this.writable && Date.now() - entry.time > refreshMs) {
				await cacache.index.insert(this.folder, key, integrity, { size: data.byteLength });
			}
			return data;
		} catch (error) {
			this.logger.debug(`reading cache: ${messageOf(error)}`);
			if (integrity !== undefined) {
				// Bytes that are there already are not written again, so corrupt ones have to go.
				await cacache.rm.content(this.folder, integrity).catch(() => undefined);
			}
			return undefined;
		}
	}

	async put(key: string, data: Buffer): Promise<void> {
		if (!this.writable) {
			return;
		}
		try {
			await cacache.put(this.folder, key, data);
		} catch (error) {
			this.giveUp(error);
			return;
		}
		this.written += data.byteLength;
		this.keepToBound();
	}

	dispose(): void {
		// Writes end by themselves.
	}

	private keepToBound(): void {
		if (this.written > this.maxBytes * checkedShare && !this.evicting) {
			this.written = 0;
			void this.evict();
		}
	}

	private giveUp(error: unknown): void {
		if (this.writable) {
			this.writable = false;
			this.logger.warn(`Readings are not kept on disk: ${messageOf(error)}`);
		}
	}

	private async evict(): Promise<void> {
		this.evicting = true;
		try {
			await this.removeCutOff();
			const entries = Object.values(await cacache.ls(this.folder)).sort((a, b) => a.time - b.time);
			let bytes = entries.reduce((sum, { size }) => sum + size, 0);
			if (bytes <= this.maxBytes) {
				return;
			}
			for (const { key, integrity, size } of entries) {
				if (bytes <= this.maxBytes * keptShare) {
					break;
				}
				await removeEntry(this.folder, key, { removeFully: true });
				await cacache.rm.content(this.folder, integrity);
				bytes -= size;
			}
		} catch (error) {
			this.logger.warn(`Old readings could not be removed from disk: ${messageOf(error)}`);
		} finally {
			this.evicting = false;
			// Much may have been written meanwhile.
			this.keepToBound();
		}
	}

	/** Entries are written beside, under `tmp`, and moved; one whose process was killed meanwhile would stay for good. */
	private async removeCutOff(): Promise<void> {
		const beside = join(this.folder, 'tmp');
		for (const name of await readdir(beside).catch(() => [])) {
			const path = join(beside, name);
			const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
			if (Date.now() - mtimeMs > longestWriteMs) {
				await rm(path, { recursive: true, force: true });
			}
		}
	}
}
