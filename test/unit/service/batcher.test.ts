import { describe, expect, test } from 'vitest';
import type { Batch, BatchOutput, BatchRunner } from '../../../src/probe/reading/batch';
import { Batcher, QueueFull, type Row } from '../../../src/service/batcher';

const row = (length: number, first: number): Row => ({
	ids: BigInt64Array.from({ length }, (_, index) => BigInt(first + index)),
	weights: new Float32Array(length),
});

/** Its embedding is the first token, so that it shows whose output it is. It waits until it is let go. */
class HeldRunner implements BatchRunner {
	readonly batches: { readonly size: number; readonly length: number; readonly gradient: boolean }[] = [];
	private readonly held: (() => void)[] = [];
	failsWith: ((batch: Batch) => Error | undefined) | undefined;

	async run(batch: Batch, gradient: boolean): Promise<BatchOutput> {
		const { size, length, ids } = batch;
		this.batches.push({ size, length, gradient });
		await new Promise<void>(resolve => this.held.push(resolve));
		const failure = this.failsWith?.(batch);
		if (failure !== undefined) {
			throw failure;
		}
		return {
			tokenLogProbs: Float32Array.from(ids, Number),
			embedding: Float32Array.from({ length: size }, (_, index) => Number(ids[index * length])),
			sketch: gradient ? new Float32Array(size) : undefined,
		};
	}

	/** Lets what runs, and all that follows, end. */
	async letGo(): Promise<void> {
		for (let turn = 0; turn < 50; turn++) {
			this.held.shift()?.();
			await new Promise(setImmediate);
		}
	}
}

const never = new AbortController().signal;
const batcherOf = (runner: BatchRunner, queueTokens = 1000): Batcher =>
	new Batcher({ runners: [runner], tokensPerBatch: 40, queueTokens });

describe('dynamic batching', () => {
	test('puts rows of like length together that wait while another batch runs', async () => {
		const runner = new HeldRunner();
		const batcher = batcherOf(runner);
		const outputs = Promise.all([
			batcher.run([row(5, 100)], true, never),
			batcher.run([row(10, 200), row(30, 300)], true, never),
			batcher.run([row(9, 400), row(12, 500)], true, never),
			batcher.run([row(10, 600)], false, never),
		]);
		await runner.letGo();
		expect((await outputs).map(rows => rows.map(({ embedding }) => embedding[0]))).toEqual([
			[100],
			[200, 300],
			[400, 500],
			[600],
		]);
		expect(runner.batches).toEqual([
			{ size: 1, length: 5, gradient: true },
			{ size: 3, length: 12, gradient: true },
			{ size: 1, length: 30, gradient: true },
			{ size: 1, length: 10, gradient: false },
		]);
	});

	test('gives each row its own tokens, without the padding of its batch', async () => {
		const runner = new HeldRunner();
		const outputs = batcherOf(runner).run([row(2, 10), row(3, 20)], false, never);
		await runner.letGo();
		expect((await outputs).map(({ tokenLogProbs }) => [...tokenLogProbs])).toEqual([
			[10, 11],
			[20, 21, 22],
		]);
	});

	test('tries the rows of a failed batch one by one, so that one request fails alone', async () => {
		const runner = new HeldRunner();
		runner.failsWith = ({ ids }) => (ids.includes(666n) ? new Error('bad') : undefined);
		const batcher = batcherOf(runner);
		const first = batcher.run([row(3, 1)], false, never);
		const good = batcher.run([row(3, 50)], false, never);
		const bad = batcher.run([row(3, 666)], false, never).catch((error: unknown) => error);
		await runner.letGo();
		expect((await first)[0]?.embedding[0]).toBe(1);
		expect((await good)[0]?.embedding[0]).toBe(50);
		expect(await bad).toMatchObject({ message: 'bad' });
		expect(runner.batches.map(({ size }) => size)).toEqual([1, 2, 1, 1]);
	});
});

describe('the queue', () => {
	test('refuses what it has no room for, and takes the next when it has', async () => {
		const runner = new HeldRunner();
		const batcher = batcherOf(runner, 20);
		const first = batcher.run([row(10, 1)], false, never);
		const second = batcher.run([row(15, 1)], false, never);
		await expect(batcher.run([row(10, 1)], false, never)).rejects.toBeInstanceOf(QueueFull);
		await runner.letGo();
		await Promise.all([first, second]);
		expect(batcher.queuedTokens).toBe(0);
		const third = batcher.run([row(10, 1)], false, never);
		await runner.letGo();
		expect((await third).length).toBe(1);
	});

	test('forgets the rows of whoever has gone', async () => {
		const runner = new HeldRunner();
		const batcher = batcherOf(runner);
		const first = batcher.run([row(30, 1)], false, never);
		const controller = new AbortController();
		const gone = batcher.run([row(30, 2), row(30, 3)], false, controller.signal).catch((error: unknown) => error);
		controller.abort();
		expect(await gone).toMatchObject({ name: 'AbortError' });
		expect(batcher.queuedRows).toBe(0);
		await runner.letGo();
		await first;
		await batcher.whenIdle();
		expect(runner.batches.length).toBe(1);
	});
});
