import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Whether a request's `Authorization` header carries the token. Compared as hashes of one length, in a time that does
 * not depend on where they differ.
 */
export function tokenCheck(token: string): (authorization: string | undefined) => boolean {
	const expected = digest(`Bearer ${token}`);
	return authorization => timingSafeEqual(digest((authorization ?? '').replace(/^bearer +/iu, 'Bearer ')), expected);
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}

/** Whether nothing outside this machine reaches a server that listens there. */
export function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/u.test(host);
}
