import { parentPort } from 'node:worker_threads';
import { connect } from '../base/rpc';
import { directMeasurer, type Measurer } from './measure';

/** Entry of the numbers thread: serves a `Measurer` to whoever started it. */
if (parentPort === null) {
	throw new Error('this file runs as a worker thread only');
}
const port = parentPort;
connect<object, Measurer>(
	{
		send: message => port.postMessage(message),
		onMessage: receive => port.on('message', receive),
		onClose: closed => port.on('close', () => closed('The numbers thread was stopped.')),
	},
	directMeasurer,
);
