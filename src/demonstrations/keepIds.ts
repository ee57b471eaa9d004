import type { Demonstration, DemonstrationSet } from './demonstration';

/**
 * The set with the ids of an earlier reading of the same document. A demonstration that says what one of the earlier
 * ones says keeps its id, wherever it stands now; of several that say the same, the first keeps the first one's. The
 * others are those that were changed: if the two sets have equally many of them, they keep their ids in their order,
 * and otherwise they get numbers that the earlier set did not have.
 */
export function keepIds(earlier: DemonstrationSet, set: DemonstrationSet): DemonstrationSet {
	const ids = idsOf(earlier.demonstrations, set.demonstrations);
	if (set.demonstrations.every(({ id }, index) => id === ids[index])) {
		return set;
	}
	return {
		...set,
		demonstrations: set.demonstrations.map((demonstration, index) => ({
			...demonstration,
			id: ids[index] ?? demonstration.id,
		})),
	};
}

function idsOf(earlier: readonly Demonstration[], now: readonly Demonstration[]): readonly string[] {
	const shorter = Math.min(earlier.length, now.length);
	let first = 0;
	while (first < shorter && sayTheSame(earlier[first], now[first])) {
		first++;
	}
	let same = 0;
	while (same < shorter - first && sayTheSame(earlier.at(-same - 1), now.at(-same - 1))) {
		same++;
	}
	return [
		...earlier.slice(0, first).map(({ id }) => id),
		...idsBetween(earlier.slice(first, earlier.length - same), now.slice(first, now.length - same), earlier),
		...earlier.slice(earlier.length - same).map(({ id }) => id),
	];
}

/** The same for the stretch in which something was changed. */
function idsBetween(
	earlier: readonly Demonstration[],
	now: readonly Demonstration[],
	all: readonly Demonstration[],
): readonly string[] {
	const known = new Map<string, string[]>();
	for (const demonstration of earlier) {
		const key = textsOf(demonstration);
		const ids = known.get(key);
		if (ids === undefined) {
			known.set(key, [demonstration.id]);
		} else {
			ids.push(demonstration.id);
		}
	}
	const kept = now.map(demonstration => known.get(textsOf(demonstration))?.shift());
	const left = new Set([...known.values()].flat());
	const isSameCount = left.size === kept.filter(id => id === undefined).length;
	const changed = isSameCount ? earlier.map(({ id }) => id).filter(id => left.has(id)) : [];
	let next = all.reduce((highest, { id }) => Math.max(highest, Number(id)), 0) + 1;
	return kept.map(id => id ?? changed.shift() ?? String(next++));
}

function sayTheSame(one: Demonstration | undefined, other: Demonstration | undefined): boolean {
	return (
		one !== undefined &&
		other !== undefined &&
		one.input.text === other.input.text &&
		one.output?.text === other.output?.text &&
		one.rationale?.text === other.rationale?.text
	);
}

function textsOf({ input, output, rationale }: Demonstration): string {
	return JSON.stringify([input.text, output?.text, rationale?.text]);
}
