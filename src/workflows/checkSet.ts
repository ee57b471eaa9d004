import type { BaselineSet } from '../configuration/baseline';
import type { SetSettings } from '../configuration/configuration';
import type { Analysis, Finding, RuleId, Severity } from '../protocol/analysis';
import type { CheckedFile, Violation } from '../protocol/check';

export type Thresholds = NonNullable<SetSettings['thresholds']>;

/** A score may fall by this share of the baseline's before that is a change for the worse. */
const defaultLargestDrop = 0.05;
/** Consistency, in bits per token, and label balance may fall by so much. */
const smallestFall = { consistency: 0.05, labelBalance: 0.1 };

const strictness: readonly Severity[] = ['hint', 'information', 'warning', 'error'];
const wholeSet: Violation['range'] = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Whether a set is good enough: its findings, its scores against the thresholds, and against what it once was. */
export function checkSet(analysis: Analysis, thresholds: Thresholds, baseline?: BaselineSet): CheckedFile {
	const notices = [...analysis.notices, ...unmeasured(analysis, thresholds)];
	const violations = [
		...findingViolations(analysis, thresholds),
		...countViolations(analysis, 'near-duplicate', 'too-many-duplicates', thresholds.maximumDuplicates),
		...countViolations(analysis, 'inconsistent', 'too-many-inconsistent', thresholds.maximumInconsistent),
		...scoreViolations(analysis, thresholds),
	];
	if (baseline !== undefined) {
		const [now] = baselineOf(analysis, baseline.file);
		if (now?.probe !== baseline.probe) {
			notices.push('The baseline was measured with another probe and says nothing here. Save it again.');
		} else {
			violations.push(...driftViolations(now, baseline, thresholds.maximumDrop ?? defaultLargestDrop));
		}
	}
	return {
		file: analysis.file,
		format: analysis.format,
		passed: violations.length === 0,
		violations,
		notices,
	};
}

/** What a baseline keeps of a set; nothing where no probe read it. */
export function baselineOf(analysis: Analysis, file: string): readonly BaselineSet[] {
	const { probe, scores, labelBalance, count } = analysis;
	if (probe === null || scores === null) {
		return [];
	}
	const set = {
		file,
		probe: `${probe.id}@${probe.revision} ${probe.loss}`,
		count,
		gVendi: rounded(scores.gVendi),
		duplicates: ofRule(analysis, 'near-duplicate').length,
		consistency: scores.consistency === null ? null : rounded(scores.consistency.medianBitsPerToken),
		labelBalance: labelBalance === null ? null : rounded(labelBalance),
	};
	return [set];
}

/** Fewer digits than the scores have, so that the file reads well and noise of the last digits changes nothing. */
function rounded(value: number): number {
	return Math.round(value * 1e4) / 1e4;
}

/** Findings as severe as asked for, but for those of which a number is allowed. */
function findingViolations({ findings }: Analysis, thresholds: Thresholds): Violation[] {
	const { failOn = 'warning', maximumDuplicates, maximumInconsistent, minimumLabelBalance } = thresholds;
	const counted = new Map<RuleId, unknown>([
		['near-duplicate', maximumDuplicates],
		['inconsistent', maximumInconsistent],
		['label-imbalance', minimumLabelBalance],
	]);
	return findings
		.filter(({ rule, severity }) => counted.get(rule) === undefined && isAsSevere(severity, failOn))
		.map(({ rule, message, demonstration, range }) => ({
			rule,
			message,
			range,
			...(demonstration === undefined ? {} : { demonstration }),
		}));
}

function isAsSevere(severity: Severity, failOn: NonNullable<Thresholds['failOn']>): boolean {
	return failOn !== 'never' && strictness.indexOf(severity) >= strictness.indexOf(failOn);
}

function countViolations(
	analysis: Analysis,
	counted: RuleId,
	rule: Violation['rule'],
	maximum: number | undefined,
): Violation[] {
	const findings = ofRule(analysis, counted);
	if (maximum === undefined || findings.length <= maximum) {
		return [];
	}
	const ids = findings.flatMap(({ demonstration = [] }) => demonstration).join(', ');
	const message = `${findings.length} demonstrations are ${counted} (${ids}); ${maximum} are allowed.`;
	return [{ rule, message, range: findings[0]?.range ?? wholeSet }];
}

/** Thresholds that say nothing, since what they are about was not measured. */
function unmeasured({ coverage, scores }: Analysis, { minimumCoverage, minimumOfPool }: Thresholds): string[] {
	return [
		...(minimumCoverage !== undefined && coverage === undefined
			? [
					'The threshold minimumCoverage was not checked: no validation file was read. Configure one with the key validation.',
				]
			: []),
		...(minimumOfPool !== undefined && scores?.marks?.pool === undefined
			? ['The threshold minimumOfPool was not checked: no pool was read. Configure one with the key pool.']
			: []),
	];
}

function scoreViolations(analysis: Analysis, thresholds: Thresholds): Violation[] {
	const { scores, count, labelBalance, coverage } = analysis;
	const { minimumDiversity, minimumLabelBalance, minimumCoverage, minimumOfPool } = thresholds;
	const pool = scores?.marks?.pool;
	const violations: Violation[] = [];
	if (minimumDiversity !== undefined && scores !== null && scores.gVendi < minimumDiversity * count) {
		const share = scores.gVendi / count;
		violations.push({
			rule: 'low-diversity',
			message: `G-Vendi is ${scores.gVendi.toFixed(2)} of ${count} demonstrations (${share.toFixed(2)}); at least ${minimumDiversity} is asked for.`,
			range: wholeSet,
		});
	}
	if (minimumLabelBalance !== undefined && labelBalance !== null && labelBalance < minimumLabelBalance) {
		violations.push({
			rule: 'label-imbalance',
			message: `Label balance is ${labelBalance.toFixed(2)}; at least ${minimumLabelBalance} is asked for.`,
			range: wholeSet,
		});
	}
	if (minimumCoverage !== undefined && coverage !== undefined && coverage.share < minimumCoverage) {
		violations.push({
			rule: 'low-coverage',
			message: `Coverage is ${coverage.share.toFixed(2)} of the ${coverage.read} examples that were read of ${coverage.validation}; at least ${minimumCoverage} is asked for.`,
			range: wholeSet,
		});
	}
	if (
		minimumOfPool !== undefined &&
		pool !== undefined &&
		scores !== null &&
		scores.gVendi < minimumOfPool * pool.mean
	) {
		violations.push({
			rule: 'worse-than-random',
			message: `G-Vendi is ${scores.gVendi.toFixed(2)}; random sets of this size from ${pool.pool} reach ${pool.mean.toFixed(2)} on average, and at least ${minimumOfPool} of that is asked for.`,
			range: wholeSet,
		});
	}
	return violations;
}

function driftViolations(now: BaselineSet, then: BaselineSet, largestDrop: number): Violation[] {
	const worse: string[] = [];
	if (now.gVendi < then.gVendi * (1 - largestDrop)) {
		worse.push(`G-Vendi fell from ${then.gVendi.toFixed(2)} to ${now.gVendi.toFixed(2)}`);
	}
	if (now.duplicates > then.duplicates) {
		worse.push(`near-duplicates rose from ${then.duplicates} to ${now.duplicates}`);
	}
	for (const [measure, name] of [
		['consistency', 'consistency'],
		['labelBalance', 'label balance'],
	] as const) {
		const before = then[measure];
		const after = now[measure];
		if (before !== null && after !== null && after < before - smallestFall[measure]) {
			worse.push(`${name} fell from ${before.toFixed(2)} to ${after.toFixed(2)}`);
		}
	}
	return worse.map(change => ({
		rule: 'worse-than-baseline' as const,
		message: `Worse than the baseline: ${change}.`,
		range: wholeSet,
	}));
}

function ofRule({ findings }: Analysis, rule: RuleId): readonly Finding[] {
	return findings.filter(finding => finding.rule === rule);
}
