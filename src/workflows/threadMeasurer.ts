import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { abortable } from '../base/abortable';
import type { Disposable } from '../base/disposable';
import { Limiter } from '../base/limiter';
import { connect } from '../base/rpc';
import { portToThread } from '../base/threadPort';
import { inBatches, VectorSender } from './heldVectors';
import type { Comparison, MeasureInput, Measurement, Measurer } from './measure';
import { packedInput, type MeasureListener, type NumbersThread } from './numbersThread';

/** Room for what lives shortly. Left to itself it grows to four times as much, and nothing is faster for it. */
const maxYoungGenerationSizeMb = 24;

interface Running {
	readonly worker: Worker;
	readonly remote: NumbersThread;
	readonly vectors: VectorSender;
	/** One input is sent after the other, whole: the next counts on its vectors. */
	readonly sending: Limiter;
	/** Who is told what the thread finds on the way, by call. */
	readonly listeners: Map<number, (comparison: Comparison) => void>;
}

/** A `Measurer` in a thread of its own, started at the first use and again should it have ended. */
export function threadMeasurer(threadFile: string): Measurer & Disposable {
	let thread: Running | undefined;
	let calls = 0;

	function running(): Running {
		thread ??= start();
		return thread;
	}

	function start(): Running {
		const listeners: Running['listeners'] = new Map();
		const worker = new Worker(threadFile, { resourceLimits: { maxYoungGenerationSizeMb } });
		worker.unref();
		worker.on('exit', () => {
			if (thread?.worker === worker) {
				thread = undefined;
			}
		});
		const remote = connect<NumbersThread, MeasureListener>(portToThread(worker, 'numbers thread'), {
			compared: (call, comparison) => Promise.resolve(listeners.get(call)?.(comparison)),
		});
		return { worker, remote, vectors: new VectorSender(), sending: new Limiter(1), listeners };
	}

	/** Sends what the thread lacks in batches, between which this thread does what else has come up. */
	async function send({ remote, vectors, sending }: Running, call: number, input: MeasureInput): Promise<Measurement> {
		const { answer } = await sending.run(async () => {
			const packed = packedInput(input, vectors);
			for (const batch of inBatches(packed.vectors.added)) {
				remote.hold(batch).catch(() => undefined);
				await setImmediate();
			}
			return { answer: remote.measure(call, { ...packed, vectors: { ...packed.vectors, added: [] } }) };
		});
		return await answer;
	}

	return {
		async measure(input, { signal, onCompared } = {}) {
			signal?.throwIfAborted();
			const present = running();
			const { remote, listeners } = present;
			const call = calls++;
			if (onCompared !== undefined) {
				listeners.set(call, onCompared);
			}
			const cancel = () => void remote.cancel(call).catch(() => undefined);
			signal?.addEventListener('abort', cancel);
			try {
				return await abortable(send(present, call, input), signal);
			} finally {
				signal?.removeEventListener('abort', cancel);
				listeners.delete(call);
			}
		},
		findRegions: sketches => running().remote.findRegions(sketches),
		rankAdditions: (base, candidates, count) => running().remote.rankAdditions(base, candidates, count),
		randomSets: (sketches, size) => running().remote.randomSets(sketches, size),
		selectDiverse: (sketches, rules) => running().remote.selectDiverse(sketches, rules),
		dispose: () => void thread?.worker.terminate(),
	};
}
