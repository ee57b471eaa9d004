import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random';
import { decileSampling } from '../../../src/synthesis/decileSampling';

test('keeps of each tenth the share that the paper gives it', () => {
	const random = seededRandom(3);
	const scores = Array.from({ length: 10_000 }, () => random());
	const stays = decileSampling(scores, random);
	const ranked = [...scores.keys()].toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
	for (let tenth = 0; tenth < 10; tenth++) {
		const members = ranked.slice(tenth * 1000, (tenth + 1) * 1000);
		const share = members.filter(index => stays[index]).length / 1000;
		expect(Math.abs(share - (1 - tenth / 10))).toBeLessThan(0.05);
	}
});

test('the best stays always, what has no score ranks last, and the seed decides', () => {
	for (let seed = 0; seed < 50; seed++) {
		expect(decileSampling([0.1, 3, undefined], seededRandom(seed))[1]).toBe(true);
	}
	const scores = Array.from({ length: 40 }, (_, index) => index % 7);
	expect(decileSampling(scores, seededRandom(5))).toEqual(decileSampling(scores, seededRandom(5)));
	expect(decileSampling([], seededRandom(5))).toEqual([]);
});
