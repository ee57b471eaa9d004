import { numbersOf, type Analysis, type DemonstrationView } from '../protocol/analysis';
import type { CheckedFile } from '../protocol/check';
import type { Candidate } from '../protocol/candidate';

/** Longer lists are cut: an agent reads every word, and pays for it. */
const mostListed = 50;

/** Demonstrations listed with what they add: the few that add least. */
const fewest = 10;

const digits = 3;

/** An analysis in few words, as plain data for an agent. Holds names of regions, and no text of a demonstration. */
export function scoreAnswer(analysis: Analysis): object {
	const { file, count, task, probe, scores, labelBalance, trust, notices } = analysis;
	const consistency = scores?.consistency ?? null;
	const numbers = numbersOf(analysis.demonstrations);
	return {
		file,
		demonstrations: count,
		taskDefinition: task === null ? null : task.source,
		probe: probe?.id ?? null,
		diversity:
			scores === null
				? null
				: {
						gVendi: rounded(scores.gVendi),
						of: count,
						...(scores.marks === null
							? {}
							: {
									randomDraws: rounded(scores.marks.resampled.mean),
									weakestDoubled: rounded(scores.marks.doubled),
								}),
						trust: trust?.diversity,
					},
		consistency:
			consistency === null
				? null
				: { medianBitsPerToken: rounded(consistency.medianBitsPerToken), trust: trust?.consistency },
		labelBalance: labelBalance === null ? null : rounded(labelBalance),
		findings: findingsOf(analysis, numbers),
		sparseRegions: analysis.regions
			.filter(({ sparse }) => sparse)
			.map(({ id, name, size }) => ({ name, size, demonstrations: membersOf(analysis, id) })),
		addLeast: analysis.demonstrations
			.filter(({ contribution }) => contribution !== undefined)
			.toSorted((a, b) => (a.contribution ?? 0) - (b.contribution ?? 0))
			.slice(0, fewest)
			.map(view => demonstrationOf(view, numbers)),
		notices,
	};
}

/** A check in few words. */
export function checkAnswer({ file, passed, violations, notices }: CheckedFile): object {
	return {
		file,
		passed,
		violations: violations
			.slice(0, mostListed)
			.map(({ rule, message, range }) => ({ rule, line: range.start.line + 1, message })),
		...cut(violations.length),
		notices,
	};
}

/** Candidates as an agent reads them; their texts are other people's and are data. */
export function candidateAnswers(candidates: readonly Candidate[], analysis: Analysis): readonly object[] {
	return candidates.map(({ id, input, output, gain, region, vScore, origin }) => ({
		id,
		input,
		output,
		gain: rounded(gain),
		region: analysis.regions.find(other => other.id === region)?.name ?? null,
		bitsPerToken: vScore === null ? null : rounded(vScore.bitsPerToken),
		origin,
	}));
}

function findingsOf({ findings }: Analysis, numbers: ReadonlyMap<string, number>): object {
	return {
		listed: findings.slice(0, mostListed).map(({ rule, severity, demonstration, range, message }) => ({
			rule,
			severity,
			demonstration: demonstration === undefined ? null : numbers.get(demonstration),
			line: range.start.line + 1,
			message,
		})),
		...cut(findings.length),
	};
}

function cut(total: number): object {
	return total > mostListed ? { notListed: total - mostListed } : {};
}

function membersOf({ demonstrations }: Analysis, id: number): readonly number[] {
	return demonstrations.flatMap(({ region }, index) => (region === id ? [index + 1] : []));
}

function demonstrationOf(
	{ id, range, contribution = 0, twin, vScore }: DemonstrationView,
	numbers: ReadonlyMap<string, number>,
): object {
	return {
		demonstration: numbers.get(id),
		line: range.start.line + 1,
		contribution: rounded(contribution),
		...(twin === undefined ? {} : { twin: numbers.get(twin.id), similarity: rounded(twin.similarity) }),
		...(vScore === undefined ? {} : { bitsPerToken: rounded(vScore.bitsPerToken) }),
	};
}

function rounded(value: number): number {
	return Number(value.toFixed(digits));
}
