import { expect, test } from 'vitest';
import { fallbackRunner } from '../../../../src/probe/process/fallbackRunner';
import type { LocalRunner } from '../../../../src/probe/process/localRunner';
import { packBatch, type BatchOutput } from '../../../../src/probe/reading/batch';

const batch = packBatch([{ ids: [1, 2, 3], scored: [1, 2], truncated: false }]);

function answer(value: number): BatchOutput {
	return { tokenLogProbs: Float32Array.of(value), embedding: Float32Array.of(value), sketch: undefined };
}

/** Gives 1, 2, …, and at its n-th run does something else. */
function device(failsAt: number, fail: () => Promise<BatchOutput>) {
	let runs = 0;
	let isReleased = false;
	const runner: LocalRunner = {
		run: () => (++runs === failsAt ? fail() : Promise.resolve(answer(runs))),
		release: () => {
			isReleased = true;
			return Promise.reject(new Error('device lost'));
		},
	};
	return { runner, runs: () => runs, isReleased: () => isReleased };
}

for (const { title, fail, reason } of [
	{ title: 'is lost', fail: () => Promise.reject(new Error('device lost')), reason: 'device lost' },
	{ title: 'gives no number', fail: () => Promise.resolve(answer(NaN)), reason: 'it gave a result that is no number' },
]) {
	test(`a device that ${title} is replaced, from the batch on at which it failed, and that is said once`, async () => {
		const { runner, runs, isReleased } = device(2, fail);
		const reasons: string[] = [];
		let standIns = 0;
		const standIn = () => {
			standIns++;
			return { run: () => Promise.resolve(answer(-1)) };
		};
		const guarded = fallbackRunner(runner, standIn, text => reasons.push(text));
		const values: (number | undefined)[] = [];
		for (let index = 0; index < 4; index++) {
			values.push((await guarded.run(batch, true)).embedding[0]);
		}
		expect(values).toEqual([1, -1, -1, -1]);
		expect([runs(), standIns, reasons]).toEqual([2, 1, [reason]]);
		expect(isReleased()).toBe(true);
	});
}
