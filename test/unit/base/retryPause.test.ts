import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { retryPause } from '../../../src/base/retryPause';

const now = Date.parse('2026-01-01T00:00:00Z');
const never = (): number => {
	throw new Error('what the server asks for is not drawn');
};

test.each([
	[{ 'retry-after': '7' }, 7000],
	[{ 'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT' }, 30_000],
	[{ 'retry-after': 'Wed, 31 Dec 2025 23:59:00 GMT' }, 0],
	[{ 'retry-after': '7', 'retry-after-ms': '12' }, 12],
])('a server that says %o is believed', (headers, pause) => {
	expect(retryPause(3, new Headers(headers), never, now)).toBe(pause);
});

test('else the pause doubles up to half a minute, less up to half of it', () => {
	const random = seededRandom(1);
	for (let attempt = 0; attempt < 20; attempt++) {
		const whole = Math.min(30_000, 500 * 2 ** attempt);
		for (const headers of [undefined, new Headers(), new Headers({ 'retry-after': 'soon' })]) {
			const pause = retryPause(attempt, headers, random, now);
			expect(pause).toBeGreaterThanOrEqual(whole / 2);
			expect(pause).toBeLessThanOrEqual(whole);
		}
	}
});
