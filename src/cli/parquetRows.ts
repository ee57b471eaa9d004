import { open, type FileHandle } from 'node:fs/promises';
import * as zlib from 'node:zlib';
import { parquetMetadataAsync, parquetReadObjects, type AsyncBuffer, type Compressors, type RowGroup } from 'hyparquet';
import { UserError } from '../base/errors';
import { maximumTextLength } from '../demonstrations/limits';

/** A row group is read whole: how large it may be at most, decompressed, in bytes and in rows. */
const largestGroupBytes = 256 * 1024 * 1024;
const mostGroupRows = 4 * 1024 * 1024;

/** Text in a column of bytes that no schema calls text is no longer than this. */
const longestPlainBytes = 1024 * 1024;

/**
 * The rows of a Parquet file as text, a piece for each row group: one JSON object a line, in the file's order. Bytes
 * that are no text become null, whole numbers that JSON cannot hold become texts, and dates become ISO 8601.
 *
 * @throws {UserError} `file.tooLarge`; anything else that is thrown says that the file cannot be read
 */
export async function* parquetRows(name: string): AsyncGenerator<string> {
	await using handle = await open(name);
	const file = bufferOf(handle, (await handle.stat()).size);
	const metadata = await parquetMetadataAsync(file);
	let length = 0;
	let rowStart = 0;
	for (const group of metadata.row_groups) {
		const rowEnd = rowStart + Number(group.num_rows);
		if (bytesOf(group) > largestGroupBytes || rowEnd - rowStart > mostGroupRows) {
			throw tooLarge(name, 'a row group of it');
		}
		const rows = await parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors, utf8: false });
		const text = rows.map(row => `${JSON.stringify(row, jsonValue)}\n`).join('');
		length += text.length;
		if (length > maximumTextLength) {
			throw tooLarge(name, 'the text of its rows');
		}
		yield text;
		rowStart = rowEnd;
	}
}

function bufferOf(handle: FileHandle, size: number): AsyncBuffer {
	return {
		byteLength: size,
		async slice(start, end = size) {
			const first = Math.min(Math.max(start, 0), size);
			const bytes = new Uint8Array(Math.max(Math.min(end, size) - first, 0));
			await handle.read(bytes, 0, bytes.length, first);
			return bytes.buffer;
		},
	};
}

function bytesOf({ columns }: RowGroup): number {
	return columns.reduce((sum, { meta_data: column }) => sum + Number(column?.total_uncompressed_size ?? 0), 0);
}

function tooLarge(name: string, what: string): UserError {
	return new UserError(
		'file.tooLarge',
		`${name} is too large: ${what} takes too much memory. Split it or take a sample.`,
	);
}

function jsonValue(_key: string, value: unknown): unknown {
	if (typeof value === 'bigint') {
		return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
	}
	if (value instanceof Uint8Array) {
		return textIn(value);
	}
	return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<unknown>) : value;
}

function textIn(bytes: Uint8Array): string | null {
	if (bytes.length > longestPlainBytes) {
		return null;
	}
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return null;
	}
}

/** What Node has beside Snappy, which the reader brings along. Node 20 knows no Zstandard. */
const compressors: Compressors = {
	GZIP: (input, maxOutputLength) => zlib.gunzipSync(input, { maxOutputLength }),
	BROTLI: (input, maxOutputLength) => zlib.brotliDecompressSync(input, { maxOutputLength }),
	ZSTD: (input, maxOutputLength) => {
		if (!('zstdDecompressSync' in zlib)) {
			throw new Error('it is compressed with Zstandard, which Node knows from version 22.15 on');
		}
		return zlib.zstdDecompressSync(input, { maxOutputLength });
	},
};
