import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredTensor } from '../../../src/probe/checkpoint/weights';

/** The entries of a tensor of type F32, F16 or BF16, row by row. Blocks while it reads them from the file. */
export function readTensor(folder: string, { file, offset, length, dtype }: StoredTensor): Float32Array {
	const bytes = new Uint8Array(length);
	const descriptor = openSync(join(folder, file), 'r');
	try {
		for (let done = 0; done < length;) {
			const read = readSync(descriptor, bytes, done, length - done, offset + done);
			if (read === 0) {
				throw new RangeError(`${file} has become shorter`);
			}
			done += read;
		}
	} finally {
		closeSync(descriptor);
	}
	return dtype === 'F32' ? new Float32Array(bytes.buffer) : widen(new Uint16Array(bytes.buffer), dtype);
}

function widen(halves: Uint16Array, dtype: string): Float32Array {
	const values = new Float32Array(halves.length);
	const bits = new Uint32Array(values.buffer);
	if (dtype === 'BF16') {
		for (let index = 0; index < halves.length; index++) {
			bits[index] = (halves[index] as number) << 16;
		}
		return values;
	}
	for (let index = 0; index < halves.length; index++) {
		const half = halves[index] as number;
		const magnitude = half & 0x7fff;
		// Five bits of exponent and ten of fraction, moved to the places of eight and 23; the product mends the bias.
		bits[index] = magnitude << 13;
		values[index] = (values[index] as number) * 2 ** 112 * (half === magnitude ? 1 : -1);
	}
	return values;
}
