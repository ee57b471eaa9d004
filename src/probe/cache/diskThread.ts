import { parentPort, workerData } from 'node:worker_threads';
import { connect } from '../../base/rpc';
import { portOfThread } from '../../base/threadPort';
import { DiskCache } from './diskCache';
import type { DiskListener, DiskPlace, DiskThread } from './threadDisk';

/** Entry of the disk thread: serves a `DiskCache` to whoever started it. */
const port = portOfThread(parentPort, 'disk thread');
const { folder, maxBytes } = workerData as DiskPlace;

const tell = (level: 'debug' | 'warn') => (message: string) => void listener.log(level, message).catch(() => undefined);
const disk = new DiskCache(folder, maxBytes, {
	debug: tell('debug'),
	info: tell('debug'),
	warn: tell('warn'),
	error: tell('warn'),
});

const listener = connect<DiskListener, DiskThread>(port, {
	get: key => disk.get(key),
	put: (key, data) => disk.put(key, Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
	// The thread ends by itself when nothing is written any more.
	close: () => {
		port.close();
		return Promise.resolve();
	},
});
