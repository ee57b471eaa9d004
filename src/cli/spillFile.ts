import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { OpenSpill, SpilledRows } from '../workflows/stream/spilledRows';

/** Before each block: its rows as a 32-bit number, and the SHA-256 of its bytes. */
const digestBytes = 32;
const headBytes = 4 + digestBytes;
/** Blocks are written by us: a larger one is damage. */
const largestBlockBytes = 1 << 28;

/** Files of a folder, one a key, which stay until they are taken away. */
export function spillInto(folder: string): OpenSpill {
	return async (key, rowLength) => {
		await mkdir(folder, { recursive: true });
		return await SpillFile.open(path.join(folder, key), rowLength);
	};
}

/** A file that nobody finds again. */
export const temporarySpill: OpenSpill = async (key, rowLength) => {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'demoscope-'));
	return await SpillFile.open(path.join(folder, key), rowLength, folder);
};

class SpillFile implements SpilledRows {
	private end = 0;
	private rows = 0;
	private isOpen = true;

	private constructor(
		private readonly file: string,
		private readonly handle: FileHandle,
		private readonly rowLength: number,
		/** To be taken away with the file, whatever happens. */
		private readonly folder: string | undefined,
	) {}

	/** Keeps the undamaged blocks at the beginning of the file, and cuts off what follows them. */
	static async open(file: string, rowLength: number, folder?: string): Promise<SpillFile> {
		const handle = await open(file, 'a+').then(async created => {
			await created.close();
			return await open(file, 'r+');
		});
		const spill = new SpillFile(file, handle, rowLength, folder);
		for await (const block of spill.blocksTo(Infinity, true)) {
			spill.rows += block.length / rowLength;
			spill.end += headBytes + block.byteLength;
		}
		await handle.truncate(spill.end);
		return spill;
	}

	get count(): number {
		return this.rows;
	}

	async append(rows: Float32Array): Promise<void> {
		const bytes = Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength);
		const count = Buffer.alloc(4);
		count.writeUInt32LE(rows.length / this.rowLength);
		const head = Buffer.concat([count, digestOf(bytes)]);
		await this.handle.write(head, 0, head.length, this.end);
		await this.handle.write(bytes, 0, bytes.length, this.end + head.length);
		this.end += head.length + bytes.length;
		this.rows += rows.length / this.rowLength;
	}

	blocks(): AsyncIterable<Float32Array> {
		return this.blocksTo(this.end, false);
	}

	async close(): Promise<void> {
		if (this.isOpen) {
			this.isOpen = false;
			await this.handle.close();
		}
		if (this.folder !== undefined) {
			await rm(this.folder, { recursive: true, force: true });
		}
	}

	async remove(): Promise<void> {
		await this.close();
		await rm(this.file, { force: true });
	}

	/** Up to a place in the file; where they are checked, to the first block that is damaged. */
	private async *blocksTo(end: number, isChecked: boolean): AsyncGenerator<Float32Array> {
		const head = Buffer.alloc(headBytes);
		// One for all: left to be collected, they would fill the memory before they are.
		let block = new Float32Array(0);
		for (let at = 0; at < end;) {
			const { bytesRead } = await this.handle.read(head, 0, headBytes, at);
			const length = head.readUInt32LE(0) * this.rowLength;
			if (bytesRead < headBytes || length === 0 || 4 * length > largestBlockBytes) {
				return;
			}
			if (block.length !== length) {
				block = new Float32Array(length);
			}
			const bytes = Buffer.from(block.buffer);
			const read = await this.handle.read(bytes, 0, bytes.length, at + headBytes);
			if (read.bytesRead < bytes.length || (isChecked && !digestOf(bytes).equals(head.subarray(4)))) {
				return;
			}
			yield block;
			at += headBytes + bytes.length;
		}
	}
}

function digestOf(bytes: Uint8Array): Buffer {
	return createHash('sha256').update(bytes).digest();
}
