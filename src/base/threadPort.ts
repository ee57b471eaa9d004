import { messageOf } from './errors';
import type { Port } from './rpc';

/** What a `Worker` has for the one who started it. */
interface Thread {
	postMessage(message: unknown): void;
	on(event: 'message' | 'error' | 'exit', listener: (value: unknown) => void): unknown;
}

/** What a thread has as its `parentPort`. */
interface ParentPort {
	postMessage(message: unknown): void;
	on(event: 'message' | 'close', listener: (value: unknown) => void): unknown;
	close(): void;
}

/**
 * The wire to a thread, for the one who started it.
 *
 * @param name of the thread, as in `numbers thread`
 */
export function portToThread(worker: Thread, name: string): Port {
	return {
		send: message => worker.postMessage(message),
		onMessage: receive => worker.on('message', receive),
		onClose: closed => {
			worker.on('error', error => closed(`The ${name} failed: ${messageOf(error)}`));
			worker.on('exit', () => closed(`The ${name} ended.`));
		},
	};
}

/**
 * The same wire from within the thread.
 *
 * @throws {Error} in a file that does not run as a thread
 */
export function portOfThread(parent: ParentPort | null, name: string): Port & { close(): void } {
	if (parent === null) {
		throw new Error('this file runs as a worker thread only');
	}
	return {
		send: message => parent.postMessage(message),
		onMessage: receive => parent.on('message', receive),
		onClose: closed => parent.on('close', () => closed(`The ${name} was stopped.`)),
		close: () => parent.close(),
	};
}
