import { parentPort } from 'node:worker_threads';
import { Limiter } from '../base/limiter';
import { connect } from '../base/rpc';
import { inTurns } from '../base/steps';
import { portOfThread } from '../base/threadPort';
import { VectorReceiver } from './heldVectors';
import { directMeasurer, MeasureMemory, measureSteps } from './measure';
import { unpackedInput, type MeasureListener, type NumbersThread } from './numbersThread';

/** Entry of the numbers thread: serves a `Measurer` to whoever started it. */
const memory = new MeasureMemory();
const vectors = new VectorReceiver();
const controllers = new Map<number, AbortController>();
/** One set after the other: two at once would both be late. */
const turns = new Limiter(1);

const listener = connect<MeasureListener, NumbersThread>(portOfThread(parentPort, 'numbers thread'), {
	...directMeasurer,
	hold: added => {
		vectors.hold(added);
		return Promise.resolve();
	},
	measure: async (call, packed) => {
		const input = unpackedInput(packed, vectors);
		const controller = new AbortController();
		const { signal } = controller;
		controllers.set(call, controller);
		try {
			const tell = (comparison: Parameters<MeasureListener['compared']>[1]) =>
				void listener.compared(call, comparison).catch(() => undefined);
			return await turns.run(() => inTurns(measureSteps(input, memory, tell), signal), signal);
		} finally {
			controllers.delete(call);
		}
	},
	cancel: call => Promise.resolve(controllers.get(call)?.abort()),
});
