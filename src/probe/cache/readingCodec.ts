import type { Reading } from '../probeModel';

/** Header: tokens, truncated, and the lengths of log-probabilities, embedding and sketch (0 where there is none). */
const headerBytes = 5 * 4;

/** A reading as bytes: the header as little-endian 32-bit integers, then the numbers as little-endian floats. */
export function encodeReading({ logProbs, tokens, sketch, embedding, truncated }: Reading): Buffer {
	const arrays = [logProbs, embedding, sketch ?? new Float32Array()];
	const bytes = Buffer.alloc(headerBytes + 4 * arrays.reduce((sum, array) => sum + array.length, 0));
	const header = [tokens, truncated ? 1 : 0, ...arrays.map(array => array.length)];
	let offset = 0;
	for (const value of header) {
		offset = bytes.writeUInt32LE(value, offset);
	}
	for (const array of arrays) {
		bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
		offset += array.byteLength;
	}
	return bytes;
}

/** The reading, or nothing where the bytes are not one. */
export function decodeReading(data: Uint8Array): Reading | undefined {
	const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
	if (bytes.length < headerBytes) {
		return undefined;
	}
	const [tokens = 0, truncated = 0, ...lengths] = Array.from({ length: 5 }, (_, index) =>
		bytes.readUInt32LE(4 * index),
	);
	if (bytes.length !== headerBytes + 4 * lengths.reduce((sum, length) => sum + length, 0)) {
		return undefined;
	}
	let offset = headerBytes;
	const [logProbs, embedding, sketch] = lengths.map(length => {
		const array = new Float32Array(length);
		new Uint8Array(array.buffer).set(bytes.subarray(offset, offset + array.byteLength));
		offset += array.byteLength;
		return array;
	});
	if (logProbs === undefined || embedding === undefined || sketch === undefined) {
		return undefined;
	}
	return { logProbs, tokens, embedding, truncated: truncated === 1, ...(sketch.length === 0 ? {} : { sketch }) };
}

/** Bytes that a reading takes in memory, roughly. */
export function sizeOf({ logProbs, embedding, sketch }: Reading): number {
	return logProbs.byteLength + embedding.byteLength + (sketch?.byteLength ?? 0) + 200;
}
