import { setImmediate } from 'node:timers/promises';

/** Work that can be left between its steps, and its result. */
export type Steps<Result> = Generator<void, Result, void>;

/** Two turns with an event between them stay below the 10 ms that one may take in an editor. */
const turnMilliseconds = 3;

/** All of it at once. */
export function finished<Result>(steps: Steps<Result>): Result {
	let step = steps.next();
	while (step.done !== true) {
		step = steps.next();
	}
	return step.value;
}

/**
 * In turns of some 3 ms, between which this thread does what else has come up.
 *
 * @throws the signal's reason, between two turns
 */
export async function inTurns<Result>(steps: Steps<Result>, signal?: AbortSignal): Promise<Result> {
	for (;;) {
		const end = performance.now() + turnMilliseconds;
		do {
			const step = steps.next();
			if (step.done === true) {
				return step.value;
			}
		} while (performance.now() < end);
		await setImmediate(undefined, signal === undefined ? {} : { signal });
	}
}
