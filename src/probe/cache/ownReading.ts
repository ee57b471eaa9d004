import type { Reading } from '../probeModel';

/**
 * The same reading in memory of its own. Arrays that come over a wire are views of the whole message, which would stay with
 * every one of them.
 */
export function ownReading({ sketch, ...reading }: Reading): Reading {
	return {
		...reading,
		logProbs: ownArray(reading.logProbs),
		embedding: ownArray(reading.embedding),
		...(sketch === undefined ? {} : { sketch: ownArray(sketch) }),
	};
}

function ownArray(array: Float32Array): Float32Array {
	return array.byteLength === array.buffer.byteLength ? array : array.slice();
}
