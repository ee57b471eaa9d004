import { setImmediate } from 'node:timers/promises';
import type { Reading, ReadingRequest } from '../probeModel';
import type { Renderer } from '../template';
import type { ProbeTokenizer } from '../tokenizer/tokenizer';
import { packBatch, planBatches, type Batch, type BatchOutput, type BatchRunner } from './batch';
import { joinReadings, singleLosses } from './bothLosses';
import { encodeRequest, type EncodedRequest } from './encodeRequest';

export interface IndexedReading {
	readonly index: number;
	readonly reading: Reading;
}

export interface RequestReader {
	readonly render: Renderer;
	readonly tokenizer: ProbeTokenizer;
	/** Longest text in tokens. */
	readonly window: number;
	/** Most tokens in one batch, padding included. */
	readonly tokensPerBatch: number;
	readonly runner: BatchRunner;
}

/**
 * Reads requests batch by batch and gives each batch's readings as they come, shorter texts first. Between batches the
 * event loop turns, so that the signal can be heard although a batch itself blocks.
 */
export async function* readRequests(
	requests: readonly ReadingRequest[],
	reader: RequestReader,
	signal?: AbortSignal,
): AsyncGenerator<readonly IndexedReading[]> {
	for (const gradient of [false, true]) {
		const wanted = [...requests.keys()].filter(index => requests[index]?.gradient === gradient);
		yield* readAlike(requests, wanted, gradient, reader, signal);
	}
}

async function* readAlike(
	requests: readonly ReadingRequest[],
	indices: readonly number[],
	gradient: boolean,
	{ render, tokenizer, window, tokensPerBatch, runner }: RequestReader,
	signal: AbortSignal | undefined,
): AsyncGenerator<readonly IndexedReading[]> {
	const texts: { readonly index: number; readonly part: number; readonly encoded: EncodedRequest }[] = [];
	/** By request: its readings so far, and how many are still to come. */
	const unfinished = new Map<number, { readonly readings: Reading[]; missing: number }>();
	for (const index of indices) {
		const request = requests[index];
		if (request !== undefined) {
			const parts = singleLosses(request);
			for (const [part, single] of parts.entries()) {
				texts.push({ index, part, encoded: encodeRequest(single, tokenizer, window, render) });
			}
			unfinished.set(index, { readings: [], missing: parts.length });
		}
	}
	const plan = planBatches(
		texts.map(({ encoded }) => encoded.ids.length),
		tokensPerBatch,
	);
	for (const members of plan) {
		await setImmediate();
		signal?.throwIfAborted();
		const chosen = members.flatMap(member => texts[member] ?? []);
		const batch = packBatch(chosen.map(({ encoded }) => encoded));
		const output = await runner.run(batch, gradient);
		yield chosen.flatMap(({ index, part, encoded }, row) => {
			const own = unfinished.get(index);
			if (own === undefined) {
				return [];
			}
			own.readings[part] = unpack(encoded, batch, output, row);
			own.missing--;
			if (own.missing > 0) {
				return [];
			}
			unfinished.delete(index);
			return [{ index, reading: joinReadings(own.readings) }];
		});
	}
}

function unpack(text: EncodedRequest, batch: Batch, output: BatchOutput, row: number): Reading {
	const rowOf = (data: Float32Array): Float32Array => {
		const size = data.length / batch.size;
		return data.slice(row * size, (row + 1) * size);
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
