import { normalized } from '../../numeric/vectors';
import type { Reading, ReadingRequest } from '../probeModel';

/** What is read for a request: itself, or, for both losses, once the completion alone and once input and output. */
export function singleLosses(request: ReadingRequest): readonly ReadingRequest[] {
	return request.loss === 'both' && request.gradient
		? [
				{ ...request, loss: 'completion' },
				{ ...request, loss: 'joint' },
			]
		: [request];
}

/**
 * One reading of those that were made for a request: the last one, with all their sketches at unit length one after
 * another. The cosine of two such sketches is the mean of the cosines of their parts.
 */
export function joinReadings(readings: readonly Reading[]): Reading {
	const last = readings.at(-1);
	if (last === undefined) {
		throw new RangeError('there are no readings to join');
	}
	const sketches = readings.flatMap(({ sketch }) => (sketch === undefined ? [] : [normalized(sketch)]));
	if (sketches.length < 2) {
		return last;
	}
	const sketch = new Float32Array(sketches.reduce((sum, { length }) => sum + length, 0));
	let offset = 0;
	for (const part of sketches) {
		sketch.set(part, offset);
		offset += part.length;
	}
	return { ...last, sketch };
}
