import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { messageOf } from '../../base/errors';
import type { Logger } from '../../base/logger';
import { connect } from '../../base/rpc';
import { portToThread } from '../../base/threadPort';
import type { ByteStore } from './byteStore';

/** Room for what lives shortly; an entry takes some 20 kB. */
const maxYoungGenerationSizeMb = 12;

/** Where bytes are kept. */
export interface DiskPlace {
	/** Made where it is missing; several processes may share it. */
	readonly folder: string;
	readonly maxBytes: number;
}

/** What the disk thread does when asked. */
export interface DiskThread {
	get(key: string): Promise<Uint8Array | undefined>;
	put(key: string, data: Uint8Array): Promise<void>;
	/** After what was asked for before. */
	close(): Promise<void>;
}

/** What the disk thread tells on its own. */
export interface DiskListener {
	log(level: 'debug' | 'warn', message: string): Promise<void>;
}

/**
 * A `DiskCache` in a thread of its own, started at the first use: an entry takes some ten calls of the file system, and
 * eviction looks at all of them, which would keep an editor waiting. A thread that fails is not started again.
 */
export function threadDisk(threadFile: string, place: DiskPlace, logger: Logger): ByteStore {
	let thread: DiskThread | undefined;
	let isDisposed = false;

	function running(): DiskThread {
		thread ??= start();
		return thread;
	}

	function start(): DiskThread {
		const worker = new Worker(resolve(threadFile), {
			workerData: place,
			resourceLimits: { maxYoungGenerationSizeMb },
		});
		worker.unref();
		worker.on('error', (error: unknown) => logger.warn(`Readings are not kept on disk: ${messageOf(error)}`));
		return connect<DiskThread, DiskListener>(portToThread(worker, 'disk thread'), {
			log: (level, message) => {
				logger[level](message);
				return Promise.resolve();
			},
		});
	}

	return {
		get: key =>
			isDisposed
				? Promise.resolve(undefined)
				: running()
						.get(key)
						.catch(() => undefined),
		put: (key, data) =>
			isDisposed
				? Promise.resolve()
				: running()
						.put(key, data)
						.catch(() => undefined),
		dispose: () => {
			isDisposed = true;
			thread?.close().catch(() => undefined);
		},
	};
}
