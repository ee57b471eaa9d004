import { expect, test } from 'vitest';
import { inParallel } from '../../../src/base/inParallel';

const pause = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

test('runs every task once, and no more at a time than allowed', async () => {
	let running = 0;
	let most = 0;
	const done: number[] = [];
	await inParallel([1, 2, 3, 4, 5], 2, async item => {
		most = Math.max(most, ++running);
		await pause();
		done.push(item);
		running--;
	});
	expect(done.toSorted()).toEqual([1, 2, 3, 4, 5]);
	expect(most).toBe(2);
});

test('after a failure starts nothing more, and waits for what is under way', async () => {
	const done: number[] = [];
	const run = inParallel([1, 2, 3, 4], 2, async item => {
		if (item === 1) {
			throw new Error('first');
		}
		await pause();
		done.push(item);
	});
	await expect(run).rejects.toThrow('first');
	expect(done).toEqual([2]);
});
