import { hashSeed, seededRandom, type Random } from '../../src/base/random';

/** A generator for one draw: the name says which, so that adding a draw elsewhere changes none of the others. */
export function drawOf(...name: readonly (string | number)[]): Random {
	return seededRandom(hashSeed(name.join('/')));
}

/** The items in random order (Fisher–Yates). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
	const result = [...items];
	for (let last = result.length - 1; last > 0; last--) {
		const other = Math.floor(random() * (last + 1));
		[result[last], result[other]] = [result[other] as T, result[last] as T];
	}
	return result;
}

/** One of the items. */
export function pick<T>(items: readonly T[], random: Random): T {
	const item = items[Math.floor(random() * items.length)];
	if (item === undefined) {
		throw new Error('nothing to draw from');
	}
	return item;
}
