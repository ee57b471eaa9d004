import type { Reading, ReadingRequest } from '../probeModel';
import type { Batch, BatchOutput } from './batch';
import { joinReadings, singleLosses } from './bothLosses';
import type { EncodedRequest } from './encodeRequest';

/** One of the texts that are read for a request. */
export interface ReadingPart {
	readonly index: number;
	readonly part: number;
	readonly request: ReadingRequest;
}

/** The texts that are read for the requests, which are given with their indices. */
export function partsOf(requests: Iterable<readonly [index: number, request: ReadingRequest]>): readonly ReadingPart[] {
	return [...requests].flatMap(([index, request]) =>
		singleLosses(request).map((single, part) => ({ index, part, request: single })),
	);
}

/** Collects the readings of parts until a request has all of its own. */
export class ReadingJoiner {
	/** By request: its readings so far, and how many are still to come. */
	private readonly unfinished = new Map<number, { readonly readings: Reading[]; missing: number }>();

	constructor(parts: readonly ReadingPart[]) {
		for (const { index } of parts) {
			const own = this.unfinished.get(index);
			if (own === undefined) {
				this.unfinished.set(index, { readings: [], missing: 1 });
			} else {
				own.missing++;
			}
		}
	}

	/** The request's reading, if this was the last part of it. */
	add({ index, part }: ReadingPart, reading: Reading): Reading | undefined {
		const own = this.unfinished.get(index);
		if (own === undefined) {
			return undefined;
		}
		own.readings[part] = reading;
		own.missing--;
		if (own.missing > 0) {
			return undefined;
		}
		this.unfinished.delete(index);
		return joinReadings(own.readings);
	}
}

/** What a batch's output says of the text in one of its rows. */
export function readingOf(text: EncodedRequest, { size }: Batch, output: BatchOutput, row: number): Reading {
	const rowOf = (data: Float32Array): Float32Array => {
		const width = data.length / size;
		return data.slice(row * width, (row + 1) * width);
	};
	const tokenLogProbs = rowOf(output.tokenLogProbs);
	return {
		logProbs: Float32Array.from(text.scored, position => tokenLogProbs[position] ?? 0),
		tokens: text.ids.length,
		embedding: rowOf(output.embedding),
		truncated: text.truncated,
		...(output.sketch === undefined ? {} : { sketch: rowOf(output.sketch) }),
	};
}
