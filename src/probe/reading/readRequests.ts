import { setImmediate } from 'node:timers/promises';
import type { Reading, ReadingRequest } from '../probeModel';
import type { Renderer } from '../template';
import type { ProbeTokenizer } from '../tokenizer/tokenizer';
import { packBatch, planBatches, type BatchRunner } from './batch';
import { encodeRequest } from './encodeRequest';
import { ReadingJoiner, partsOf, readingOf } from './readingParts';

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
	const parts = partsOf(
		indices.flatMap(index => (requests[index] === undefined ? [] : [[index, requests[index]] as const])),
	);
	const joiner = new ReadingJoiner(parts);
	const texts = parts.map(part => ({ part, encoded: encodeRequest(part.request, tokenizer, window, render) }));
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
		yield chosen.flatMap(({ part, encoded }, row) => {
			const reading = joiner.add(part, readingOf(encoded, batch, output, row));
			return reading === undefined ? [] : [{ index: part.index, reading }];
		});
	}
}
