import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { reservoirSample } from '../../../src/numeric/reservoir';

const items = [...Array(40).keys()];

test('gives so many different items in the order of the stream, and all where there are no more', async () => {
	const drawn = await reservoirSample(items, 9, seededRandom(1));
	expect(drawn).toHaveLength(9);
	expect(drawn).toEqual([...new Set(drawn)].toSorted((a, b) => a - b));
	expect(await reservoirSample(items, 9, seededRandom(1))).toEqual(drawn);
	expect(await reservoirSample(items, 100, seededRandom(1))).toEqual(items);
	expect(await reservoirSample([], 3, seededRandom(1))).toEqual([]);
});

test('draws the last item as often as the first', async () => {
	const random = seededRandom(2);
	const counts = items.map(() => 0);
	for (let round = 0; round < 4000; round++) {
		for (const item of await reservoirSample(items, 10, random)) {
			counts[item] = (counts[item] ?? 0) + 1;
		}
	}
	// Binomial with p = 1/4 over 4,000 rounds: standard deviation 27.
	expect(Math.min(...counts)).toBeGreaterThan(1000 - 120);
	expect(Math.max(...counts)).toBeLessThan(1000 + 120);
});
