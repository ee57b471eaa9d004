import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Turns } from '../../../../src/probe/process/turns';

/** Takes turns one after the other, as a job does for its batches. */
async function job(turns: Turns, name: string, priority: number, count: number, log: string[]): Promise<void> {
	for (let index = 0; index < count; index++) {
		await turns.run(priority, async () => {
			log.push(name);
			await setImmediate();
		});
	}
}

test('one task runs at a time', async () => {
	const turns = new Turns();
	let running = 0;
	const most: number[] = [];
	await Promise.all(
		Array.from({ length: 5 }, () =>
			turns.run(0, async () => {
				most.push(++running);
				await setImmediate();
				running--;
			}),
		),
	);
	expect(most).toEqual([1, 1, 1, 1, 1]);
});

test('a job of higher priority has all its turns first, equals take them by turns', async () => {
	const turns = new Turns();
	const log: string[] = [];
	await Promise.all([
		job(turns, 'low', 0, 3, log),
		job(turns, 'a', 1, 2, log),
		job(turns, 'b', 1, 2, log),
		job(turns, 'high', 2, 3, log),
	]);
	expect(log).toEqual(['high', 'high', 'high', 'a', 'b', 'a', 'b', 'low', 'low', 'low']);
});

test('a task that fails passes the turn on', async () => {
	const turns = new Turns();
	const failing = turns.run(1, () => Promise.reject(new RangeError('no')));
	const next = turns.run(0, () => Promise.resolve('yes'));
	await expect(failing).rejects.toThrow('no');
	expect(await next).toBe('yes');
	expect(await turns.run(0, () => Promise.resolve('again'))).toBe('again');
});
