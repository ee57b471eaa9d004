import type { Random } from '../base/random';

/** So many different items, drawn uniformly (Fisher & Yates); all of them, in random order, where there are no more. */
export function sample<T>(items: readonly T[], count: number, random: Random): T[] {
	const drawn = [...items];
	const size = Math.min(count, items.length);
	for (let index = 0; index < size; index++) {
		const other = index + Math.floor(random() * (items.length - index));
		[drawn[index], drawn[other]] = [drawn[other] as T, drawn[index] as T];
	}
	return drawn.slice(0, size);
}
