import { parentPort } from 'node:worker_threads';
import { Limiter } from '../base/limiter';
import { connect } from '../base/rpc';
import { inTurns } from '../base/steps';
import { VectorReceiver } from './heldVectors';
import { directMeasurer, MeasureMemory, measureSteps } from './measure';
import { unpackedInput, type MeasureListener, type NumbersThread } from './numbersThread';

/** Entry of the numbers thread: serves a `Measurer` to whoever started it. */
if (parentPort === null) {
	throw new Error('this file runs as a worker thread only');
}
const port = parentPort;
const memory = new MeasureMemory();
const vectors = new VectorReceiver();
const controllers = new Map<number, AbortController>();
/** One set after the other: two at once would both be late. */
const turns = new Limiter(1);

const listener = connect<MeasureListener, NumbersThread>(
	{
		send: message => port.postMessage(message),
		onMessage: receive => port.on('message', receive),
		onClose: closed => port.on('close', () => closed('The numbers thread was stopped.')),
	},
	{
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
	},
);
