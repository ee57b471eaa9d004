import type { Analysis } from '../protocol/analysis';
import { countOf } from '../text/counts';
import type { InspectedSet } from './inspect';
import { outputText, type Demonstration } from '../demonstrations/demonstration';

/** A figure then and now; `null` where it was not measured. */
export interface Change {
	readonly before: number | null;
	readonly after: number | null;
}

/** How a set differs from what it was. */
export interface SetComparison {
	readonly count: Change;
	/** G-Vendi. */
	readonly diversity: Change;
	/** Median bits per token. */
	readonly consistency: Change;
	readonly findings: Change;
	/** Demonstrations that say what none said before, and those that were there and are not; a changed one is both. */
	readonly added: number;
	readonly removed: number;
}

export function compareSets(
	before: Pick<InspectedSet, 'set' | 'analysis'>,
	after: Pick<InspectedSet, 'set' | 'analysis'>,
): SetComparison {
	const former = countOf(before.set.demonstrations.map(textOf));
	const present = countOf(after.set.demonstrations.map(textOf));
	return {
		count: change(before.analysis, after.analysis, ({ count }) => count),
		diversity: change(before.analysis, after.analysis, ({ scores }) => scores?.gVendi ?? null),
		consistency: change(
			before.analysis,
			after.analysis,
			({ scores }) => scores?.consistency?.medianBitsPerToken ?? null,
		),
		findings: change(before.analysis, after.analysis, ({ findings }) => findings.length),
		added: surplus(present, former),
		removed: surplus(former, present),
	};
}

function change(before: Analysis, after: Analysis, figure: (analysis: Analysis) => number | null): Change {
	return { before: figure(before), after: figure(after) };
}

function surplus(some: ReadonlyMap<string, number>, others: ReadonlyMap<string, number>): number {
	let sum = 0;
	for (const [text, count] of some) {
		sum += Math.max(0, count - (others.get(text) ?? 0));
	}
	return sum;
}

function textOf(demonstration: Demonstration): string {
	return JSON.stringify([demonstration.input.text, demonstration.rationale?.text ?? '', outputText(demonstration)]);
}
