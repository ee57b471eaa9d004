import { Worker } from 'node:worker_threads';
import type { Disposable } from '../base/disposable';
import { messageOf } from '../base/errors';
import { connect } from '../base/rpc';
import type { Measurer } from './measure';

/** A `Measurer` in a thread of its own, started at the first use and again should it have ended. */
export function threadMeasurer(threadFile: string): Measurer & Disposable {
	let thread: { readonly worker: Worker; readonly remote: Measurer } | undefined;

	function running(): Measurer {
		thread ??= start();
		return thread.remote;
	}

	function start(): { worker: Worker; remote: Measurer } {
		const worker = new Worker(threadFile);
		worker.unref();
		const remote = connect<Measurer, object>(
			{
				send: message => worker.postMessage(message),
				onMessage: receive => worker.on('message', receive),
				onClose: closed => {
					worker.on('error', (error: unknown) => closed(`The numbers thread failed: ${messageOf(error)}`));
					worker.on('exit', () => {
						if (thread?.worker === worker) {
							thread = undefined;
						}
						closed('The numbers thread ended.');
					});
				},
			},
			{},
		);
		return { worker, remote };
	}

	return {
		measure: input => running().measure(input),
		findRegions: sketches => running().findRegions(sketches),
		rankAdditions: (base, candidates, count) => running().rankAdditions(base, candidates, count),
		randomSets: (sketches, size) => running().randomSets(sketches, size),
		selectDiverse: (sketches, rules) => running().selectDiverse(sketches, rules),
		dispose: () => void thread?.worker.terminate(),
	};
}
