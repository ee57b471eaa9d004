/**
 * Items in an order in which no two of one label follow each other, as far as the counts allow. What cannot be parted
 * stands at the beginning: a run of one label at the end of a prompt draws the answer to it.
 */
export function alternating<T>(items: readonly T[], labelOf: (item: T) => string): T[] {
	const byLabel = new Map<string, T[]>();
	for (const item of items) {
		byLabel.set(labelOf(item), [...(byLabel.get(labelOf(item)) ?? []), item]);
	}
	const fromTheEnd: T[] = [];
	let last: string | undefined;
	while (fromTheEnd.length < items.length) {
		const [label, left] = [...byLabel]
			.filter(([label, left]) => left.length > 0 && (label !== last || onlyOneLeft(byLabel)))
			.reduce((most, next) => (next[1].length > most[1].length ? next : most));
		const item = left.pop();
		if (item !== undefined) {
			fromTheEnd.push(item);
		}
		last = label;
	}
	return fromTheEnd.reverse();
}

function onlyOneLeft(byLabel: ReadonlyMap<string, readonly unknown[]>): boolean {
	return [...byLabel.values()].filter(left => left.length > 0).length === 1;
}
