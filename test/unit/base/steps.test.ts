import { expect, test } from 'vitest';
import { finished, inTurns, type Steps } from '../../../src/base/steps';

/** A step a millisecond. */
function* counting(count: number, onStep: (step: number) => void = () => undefined): Steps<number> {
	for (let step = 1; step <= count; step++) {
		for (const end = performance.now() + 1; performance.now() < end;);
		onStep(step);
		yield;
	}
	return count;
}

test('all at once or in turns, the result is the same', async () => {
	expect(finished(counting(12))).toBe(12);
	expect(await inTurns(counting(12))).toBe(12);
	expect(await inTurns(counting(0))).toBe(0);
});

test('what else has come up is done between two turns', async () => {
	const events: string[] = [];
	setImmediate(() => events.push('another'));
	await inTurns(counting(30, step => events.push(String(step))));
	expect(events.indexOf('another')).toBeGreaterThan(0);
	expect(events.indexOf('another')).toBeLessThan(30);
});

test('cancelling ends it at the next turn', async () => {
	const controller = new AbortController();
	let steps = 0;
	const work = inTurns(
		counting(1000, () => {
			if (++steps === 3) {
				controller.abort();
			}
		}),
		controller.signal,
	);
	await expect(work).rejects.toMatchObject({ name: 'AbortError' });
	expect(steps).toBeLessThan(1000);
});

test('what a step throws is thrown', async () => {
	function* failing(): Steps<never> {
		yield;
		throw new Error('no');
	}
	expect(() => finished(failing())).toThrow('no');
	await expect(inTurns(failing())).rejects.toThrow('no');
});
