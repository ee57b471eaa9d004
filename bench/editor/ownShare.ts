import type { Profiler } from 'node:inspector';
import type { Turn } from './loopWatch';

/**
 * The most processor time, in ms, that one turn of the loop spent in functions of the extension or in what they called: of a turn's
 * processor time as large a share as of its samples. Garbage is shared alike.
 *
 * @param profile of the thread and the time that the turns are of
 * @param isOwn by the address of a function's file
 */
export function longestOwn(profile: Profiler.Profile, turns: readonly Turn[], isOwn: (url: string) => boolean): number {
	const kinds = kindsOf(profile, isOwn);
	const counts = turns.map(() => ({ own: 0, other: 0 }));
	let at = profile.startTime;
	let turn = 0;
	for (const [index, sample] of (profile.samples ?? []).entries()) {
		at += profile.timeDeltas?.[index] ?? 0;
		while (turn < turns.length && at >= (turns[turn]?.end ?? Infinity)) {
			turn++;
		}
		const kind = kinds.get(sample);
		const count = counts[turn];
		if (count !== undefined && kind !== undefined && at >= (turns[turn]?.start ?? Infinity)) {
			count[kind]++;
		}
	}
	return Math.max(
		0,
		...turns.map(({ processor }, index) => {
			const { own = 0, other = 0 } = counts[index] ?? {};
			return own === 0 ? 0 : (processor * own) / (own + other);
		}),
	);
}

/** Of every node of the profile whether it, or what called it, is the extension's; none for what is nobody's. */
function kindsOf(
	{ nodes }: Profiler.Profile,
	isOwn: (url: string) => boolean,
): ReadonlyMap<number, 'own' | 'other' | undefined> {
	const kinds = new Map<number, 'own' | 'other' | undefined>();
	// A node stands before its children.
	const callers = new Map(nodes.flatMap(({ id, children = [] }) => children.map(child => [child, id] as const)));
	for (const { id, callFrame } of nodes) {
		const isNobodys =
			callFrame.url === '' && callFrame.functionName.startsWith('(') && callFrame.functionName !== '(anonymous)';
		const called = kinds.get(callers.get(id) ?? Number.NaN);
		kinds.set(id, isNobodys ? undefined : called === 'own' || isOwn(callFrame.url) ? 'own' : 'other');
	}
	return kinds;
}
