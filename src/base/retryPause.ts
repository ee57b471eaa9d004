import type { Random } from './random';

const firstPauseMs = 500;
const longestPauseMs = 30_000;

/**
 * Milliseconds to wait before the next attempt: what the server asks for, else a time that doubles from one attempt to
 * the next and is drawn between half of it and the whole, so that many clients do not come back together.
 *
 * @param attempt 0 for the first
 * @param now milliseconds since 1970, for a server that names a date
 */
export function retryPause(attempt: number, headers: Headers | undefined, random: Random, now: number): number {
	const asked = askedPause(headers, now);
	return asked ?? Math.min(longestPauseMs, firstPauseMs * 2 ** attempt) * (1 - random() / 2);
}

/** `Retry-After`, in seconds or as a date (RFC 9110, §10.2.3), or OpenAI's `retry-after-ms`. */
function askedPause(headers: Headers | undefined, now: number): number | undefined {
	const inMs = headers?.get('retry-after-ms')?.trim();
	const asked = headers?.get('retry-after')?.trim();
	const pause =
		inMs !== undefined
			? Number(inMs)
			: asked === undefined
				? NaN
				: /^\d+(?:\.\d+)?$/u.test(asked)
					? 1000 * Number(asked)
					: Date.parse(asked) - now;
	return Number.isFinite(pause) ? Math.max(0, pause) : undefined;
}
