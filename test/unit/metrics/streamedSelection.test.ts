import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { randomSelections, selectDiverse } from '../../../src/metrics/selection';
import { randomFromBlocks, selectFromBlocks, type RowBlocks } from '../../../src/metrics/streamedSelection';
import { normalized } from '../../../src/numeric/vectors';
import { randomVectors } from '../numeric/matrices';

/** The vectors in blocks of seven, each row with two numbers behind it that are none of its business. */
function blocksOf(vectors: readonly Float32Array[]): RowBlocks {
	const length = vectors[0]?.length ?? 0;
	const stride = length + 2;
	return {
		count: vectors.length,
		length,
		stride,
		blocks: async function* () {
			for (let start = 0; start < vectors.length; start += 7) {
				const rows = vectors.slice(start, start + 7);
				const block = new Float32Array(rows.length * stride).fill(NaN);
				rows.forEach((row, index) => block.set(normalized(row), index * stride));
				yield await Promise.resolve(block);
			}
		},
	};
}

const vectors = randomVectors(60, 24, 8);
const everyOne = (): boolean => true;

describe('chosen from rows that are not held', () => {
	test('are those that are chosen from vectors that are', async () => {
		const chosen = await selectFromBlocks(blocksOf(vectors), { count: 12, isEligible: everyOne });
		const held = selectDiverse(vectors, { count: 12 });
		expect(chosen.map(({ index }) => index)).toEqual(held.map(({ index }) => index));
		chosen.forEach(({ scoreAfter, gain }, rank) => {
			expect(scoreAfter).toBeCloseTo(held[rank]?.scoreAfter ?? NaN, 4);
			expect(gain).toBeCloseTo(held[rank]?.gain ?? NaN, 4);
		});
	});

	test('keep to the quota of each label, and to what is eligible', async () => {
		const labels = Int32Array.from(vectors, (_, index) => index % 3);
		const rules = { count: 30, isEligible: (row: number) => row >= 10, labels, perLabel: 4 };
		const chosen = (await selectFromBlocks(blocksOf(vectors), rules)).map(({ index }) => index);
		expect(chosen).toHaveLength(12);
		expect(new Set(chosen).size).toBe(12);
		expect(chosen.every(row => row >= 10)).toBe(true);
	});

	test('are none of nothing but zeros', async () => {
		const empty = new Float32Array(24);
		const chosen = await selectFromBlocks(blocksOf([empty, ...vectors.slice(0, 3), empty]), {
			count: 5,
			isEligible: everyOne,
		});
		expect(chosen.map(({ index }) => index).toSorted()).toEqual([1, 2, 3]);
	});
});

test('random choices reach about what they reach from vectors that are held', async () => {
	const fromBlocks = await randomFromBlocks(blocksOf(vectors), 10, seededRandom(1));
	const held = randomSelections(vectors, 10, seededRandom(2));
	expect(fromBlocks.draws).toBe(held.draws);
	expect(Math.abs(fromBlocks.mean - held.mean)).toBeLessThan(0.5);
	expect(fromBlocks.lowest).toBeLessThanOrEqual(fromBlocks.mean);
	const all = await randomFromBlocks(blocksOf(vectors), 60, seededRandom(1));
	expect(all.highest - all.lowest).toBeLessThan(1e-6);
});
