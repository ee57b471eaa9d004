import { UserError } from '../../base/errors';
import type { ProbeDescription, ProbeModel, ReadOptions, Reading, ReadingRequest } from '../probeModel';

export interface FallbackOptions {
	/** Told when the other probe reads from now on, and why. */
	readonly onFallback: (failure: UserError) => void;
	/** Milliseconds until the first one is tried again; five minutes unless given. */
	readonly retryMs?: number;
}

const defaultRetryMs = 5 * 60 * 1000;

/**
 * Reads with a probe service, and where that fails, with the same probe on this machine: their readings are the same,
 * so that one set can have some of each. The service is tried again after a while.
 */
export function fallbackProbe(
	service: ProbeModel,
	local: ProbeModel,
	{ onFallback, retryMs = defaultRetryMs }: FallbackOptions,
): ProbeModel {
	let failedAt = -Infinity;

	async function orElse<T>(atService: () => Promise<T>, here: () => Promise<T>): Promise<T> {
		if (performance.now() - failedAt < retryMs) {
			return await here();
		}
		try {
			return await atService();
		} catch (error) {
			if (!UserError.is(error) || !error.code.startsWith('service.')) {
				throw error;
			}
			failedAt = performance.now();
			onFallback(error);
			return await here();
		}
	}

	async function read(requests: readonly ReadingRequest[], options: ReadOptions = {}): Promise<readonly Reading[]> {
		const readings = new Map<number, Reading>();
		const readMissing = async (probe: ProbeModel): Promise<readonly Reading[]> => {
			const missing = [...requests.keys()].filter(index => !readings.has(index));
			await probe.read(
				missing.flatMap(index => requests[index] ?? []),
				{
					...options,
					onReading: (place, reading) => {
						const index = missing[place];
						if (index !== undefined) {
							readings.set(index, reading);
							options.onReading?.(index, reading);
						}
					},
				},
			);
			return requests.map((_, index) => {
				const reading = readings.get(index);
				if (reading === undefined) {
					throw new Error(`the probe gave no reading for request ${index}`);
				}
				return reading;
			});
		};
		return await orElse(
			() => readMissing(service),
			() => readMissing(local),
		);
	}

	return {
		describe: (): Promise<ProbeDescription> =>
			orElse(
				() => service.describe(),
				() => local.describe(),
			),
		read,
		dispose() {
			service.dispose();
			local.dispose();
		},
	};
}
