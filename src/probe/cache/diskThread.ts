import { parentPort, workerData } from 'node:worker_threads';
import { connect } from '../../base/rpc';
import { DiskCache } from './diskCache';
import type { DiskListener, DiskPlace, DiskThread } from './threadDisk';

/** Entry of the disk thread: serves a `DiskCache` to whoever started it. */
if (parentPort === null) {
	throw new Error('this file runs as a worker thread only');
}
const port = parentPort;
const { folder, maxBytes } = workerData as DiskPlace;

const tell = (level: 'debug' | 'warn') => (message: string) => void listener.log(level, message).catch(() => undefined);
const disk = new DiskCache(folder, maxBytes, {
	debug: tell('debug'),
	info: tell('debug'),
	warn: tell('warn'),
	error: tell('warn'),
});

const listener = connect<DiskListener, DiskThread>(
	{
		send: message => port.postMessage(message),
		onMessage: receive => port.on('message', receive),
		onClose: closed => port.on('close', () => closed('The disk thread was stopped.')),
	},
	{
		get: key => disk.get(key),
		put: (key, data) => disk.put(key, Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
		// The thread ends by itself when nothing is written any more.
		close: () => {
			port.close();
			return Promise.resolve();
		},
	},
);
