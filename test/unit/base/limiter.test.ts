import { expect, test, vi } from 'vitest';
import { Limiter } from '../../../src/base/limiter';

/** A task that runs until it is told to end. */
function held(): { readonly task: () => Promise<void>; readonly end: () => void; readonly isStarted: () => boolean } {
	let started = false;
	const { promise, resolve } = Promise.withResolvers<undefined>();
	return {
		task: async () => {
			started = true;
			await promise;
		},
		end: () => resolve(undefined),
		isStarted: () => started,
	};
}

test('starts the next in order as soon as one ends', async () => {
	const limiter = new Limiter(1);
	const tasks = [held(), held(), held()];
	const runs = tasks.map(({ task }) => limiter.run(task));
	expect(tasks.map(({ isStarted }) => isStarted())).toEqual([true, false, false]);
	tasks[0]?.end();
	await runs[0];
	await vi.waitFor(() => expect(tasks.map(({ isStarted }) => isStarted())).toEqual([true, true, false]));
	tasks[1]?.end();
	tasks[2]?.end();
	await Promise.all(runs);
});

test('one that is cancelled while it waits is never started, and keeps nobody else from their turn', async () => {
	const limiter = new Limiter(1);
	const [first, second, third] = [held(), held(), held()];
	const cancel = new AbortController();
	const running = limiter.run(first.task);
	const cancelled = limiter.run(second.task, cancel.signal);
	const last = limiter.run(third.task);
	cancel.abort();
	await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
	first.end();
	await running;
	third.end();
	await last;
	expect(second.isStarted()).toBe(false);
});

test('a task that fails gives its place back', async () => {
	const limiter = new Limiter(1);
	await expect(limiter.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
	expect(await limiter.run(() => Promise.resolve(1))).toBe(1);
});
