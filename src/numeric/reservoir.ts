import type { Random } from '../base/random';

/**
 * So many different items of a stream, each as likely as any other, in the order of the stream; all of them where there are no
 * more. Vitter, "Random sampling with a reservoir", TOMS 1985, algorithm R: memory for the sample alone.
 */
export async function reservoirSample<T>(
	items: Iterable<T> | AsyncIterable<T>,
	count: number,
	random: Random,
): Promise<T[]> {
	const kept: { readonly item: T; readonly place: number }[] = [];
	let place = 0;
	for await (const item of items) {
		const slot = place < count ? place : Math.floor(random() * (place + 1));
		if (slot < count) {
			kept[slot] = { item, place };
		}
		place++;
	}
	return kept.sort((a, b) => a.place - b.place).map(({ item }) => item);
}
