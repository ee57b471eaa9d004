import { rules } from '../findings/registry';
import type { Finding, RuleId } from '../protocol/analysis';
import type { AnalyzedSet } from './analyze';
import type { InspectedSet } from './inspect';
import { examplesOf, textOf } from './readings';

const restingOnReadings: ReadonlySet<RuleId> = new Set(
	rules.filter(({ restsOn }) => restsOn !== undefined).map(({ id }) => id),
);

/**
 * Findings of a text that the probe has yet to read: those of form, and of those that rest on its readings the ones that an earlier
 * analysis has of demonstrations that are as they were.
 */
export function carriedFindings({ set, analysis }: InspectedSet, before: AnalyzedSet): readonly Finding[] {
	const former = textsById(before);
	const texts = textsById({ set });
	const ranges = new Map(analysis.demonstrations.map(({ id, range }) => [id, range]));
	const carried = before.analysis.findings.flatMap(finding => {
		const { rule, demonstration = '' } = finding;
		const range = ranges.get(demonstration);
		const isAsItWas = range !== undefined && texts.get(demonstration) === former.get(demonstration);
		return restingOnReadings.has(rule) && isAsItWas ? [{ ...finding, range }] : [];
	});
	return [...analysis.findings, ...carried];
}

function textsById({ set: { demonstrations } }: Pick<InspectedSet, 'set'>): ReadonlyMap<string, string> {
	return new Map(
		examplesOf(demonstrations).map((example, index) => [demonstrations[index]?.id ?? '', textOf(example)]),
	);
}
