import { expect, test } from 'vitest';
import { seededRandom } from '../../../../src/base/random';
import { packBatch, planBatches } from '../../../../src/probe/reading/batch';

test('a plan holds every text once and keeps to the budget with its padding', () => {
	const random = seededRandom(3);
	const lengths = Array.from({ length: 200 }, () => 1 + Math.floor(300 * random() ** 3));
	const plan = planBatches(lengths, 256);
	expect(plan.flat().sort((a, b) => a - b)).toEqual([...lengths.keys()]);
	for (const members of plan) {
		const longest = Math.max(...members.map(member => lengths[member] ?? 0));
		expect(members.length === 1 || members.length * longest <= 256).toBe(true);
	}
	expect(planBatches([], 256)).toEqual([]);
});

test('a batch is padded on the right, and each text has the mean loss over its scored tokens', () => {
	const batch = packBatch([
		{ ids: [5, 6, 7], scored: [1, 2], truncated: false },
		{ ids: [8, 9], scored: [1], truncated: false },
	]);
	expect([batch.size, batch.length]).toEqual([2, 3]);
	expect([...batch.ids]).toEqual([5n, 6n, 7n, 8n, 9n, -1n]);
	expect([...batch.weights]).toEqual([0, 0.5, 0.5, 0, 1, 0]);
});
