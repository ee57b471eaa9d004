import { setImmediate } from 'node:timers/promises';
import { abortable } from '../../base/abortable';
import type { ProbeModel, Reading, ReadingRequest, ReadOptions } from '../probeModel';
import type { ByteStore } from './byteStore';
import { Limiter } from '../../base/limiter';
import { MemoryCache } from './memoryCache';
import { ownReading } from './ownReading';
import { decodeReading, encodeReading, sizeOf } from './readingCodec';
import { readingKey } from './readingKey';

export interface CacheOptions {
	/** Where readings outlive the process; disposed of with the probe. */
	readonly disk: ByteStore;
	/** Bytes in memory. */
	readonly maxMemoryBytes?: number;
	/**
	 * Whether readings are given before they are on disk, as suits a process that goes on; without it, what was read is kept
	 * even if the process ends at once.
	 */
	readonly writesLater?: boolean;
}

/** Room for some 3,500 readings with a sketch. */
const defaultMemoryBytes = 64 * 1024 * 1024;
/** Reads for which a reading stays in memory unasked for: someone who types for hours leaves one behind with every edit. */
const keptReads = 64;
/** Entries handled at a time, with a turn of the event loop between: an editor may be waiting in this process. */
const SLICE = 64;

/**
 * A probe that remembers its readings, in memory and on disk. Each is kept as it comes, so that an interrupted read
 * goes on where it stopped; without a usable disk everything is simply read again.
 */
export function cachedProbe(probe: ProbeModel, options: CacheOptions): ProbeModel {
	const { disk, maxMemoryBytes = defaultMemoryBytes, writesLater = false } = options;
	const memory = new MemoryCache<Reading>(maxMemoryBytes, keptReads, sizeOf);
	const writers = new Limiter(SLICE);

	async function lookUp(key: string): Promise<Reading | undefined> {
		const known = memory.get(key);
		if (known !== undefined) {
			return known;
		}
		const bytes = await disk.get(key);
		const reading = bytes === undefined ? undefined : decodeReading(bytes);
		if (reading !== undefined) {
			memory.set(key, reading);
		}
		return reading;
	}

	async function read(requests: readonly ReadingRequest[], options: ReadOptions = {}): Promise<readonly Reading[]> {
		const { signal, onReading } = options;
		const { revision } = await abortable(probe.describe(), signal);
		const places = await placesOf(requests, revision);
		const readings = new Map<number, Reading>();
		const settle = (key: string, reading: Reading): void => {
			for (const index of places.get(key) ?? []) {
				readings.set(index, reading);
				onReading?.(index, reading);
			}
		};

		memory.turn();
		const keys = [...places.keys()];
		const missing: string[] = [];
		for (let start = 0; start < keys.length; start += SLICE) {
			signal?.throwIfAborted();
			const slice = keys.slice(start, start + SLICE);
			const found = await Promise.all(slice.map(lookUp));
			for (const [offset, key] of slice.entries()) {
				const reading = found[offset];
				if (reading === undefined) {
					missing.push(key);
				} else {
					settle(key, reading);
				}
			}
		}

		const writes: Promise<void>[] = [];
		try {
			await probe.read(
				missing.flatMap(key => requests[places.get(key)?.[0] ?? -1] ?? []),
				{
					...options,
					onReading: (position, arrived) => {
						const key = missing[position];
						if (key !== undefined) {
							const reading = ownReading(arrived);
							memory.set(key, reading);
							writes.push(writers.run(() => disk.put(key, encodeReading(reading))));
							settle(key, reading);
						}
					},
				},
			);
		} finally {
			// What has arrived is kept, also where the rest does not come. A write never fails its user.
			if (!writesLater) {
				await Promise.all(writes);
			}
		}
		return requests.map((_, index) => {
			const reading = readings.get(index);
			if (reading === undefined) {
				throw new Error(`the probe gave no reading for request ${index}`);
			}
			return reading;
		});
	}

	return {
		describe: () => probe.describe(),
		read,
		dispose: () => {
			probe.dispose();
			disk.dispose();
		},
	};
}

/** The requests' keys, each with the places at which it is asked for. */
async function placesOf(
	requests: readonly ReadingRequest[],
	revision: string,
): Promise<ReadonlyMap<string, readonly number[]>> {
	const places = new Map<string, number[]>();
	for (const [index, request] of requests.entries()) {
		if (index % SLICE === 0) {
			await setImmediate();
		}
		const key = readingKey(revision, request);
		const known = places.get(key);
		if (known === undefined) {
			places.set(key, [index]);
		} else {
			known.push(index);
		}
	}
	return places;
}
