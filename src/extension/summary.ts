import type { Analysis, RuleId, Trust } from '../protocol/analysis';
import { leadingNames } from '../protocol/measures';
import type { Progress } from '../workflows/services';

/** What there is to say of a set in one line. */
export interface SummaryInput {
	readonly analysis: Analysis;
	readonly progress: Progress | undefined;
	readonly failure: string | undefined;
}

const separator = ' · ';

/** "12 demonstrations · diversity 6.2 of 12 · consistency +0.41 bits/token · 2 near-duplicates" */
export function summaryLine({ analysis, progress, failure }: SummaryInput): string {
	return [
		count(analysis.count, 'demonstration'),
		...measured({ analysis, progress, failure }),
		...found(analysis),
	].join(separator);
}

/** "6.2 of 12", where it was measured, by the measure that leads. */
export function diversityText({ scores, count }: Analysis): string | undefined {
	return scores === null ? undefined : `${scores.leading.value.toFixed(1)} of ${count}`;
}

/** The measure of diversity that leads. */
export function diversityName({ scores }: Analysis): string {
	return leadingNames[scores?.leading.measure ?? 'gVendi'];
}

/** "+0.41 bits/token", where there is a task definition. */
export function consistencyText({ scores }: Analysis): string | undefined {
	const consistency = scores?.consistency ?? null;
	return consistency === null ? undefined : `${signed(consistency.medianBitsPerToken)} bits/token`;
}

/** Says behind a measure's text that it is a hint only, where it is not to be trusted with this probe. */
export function marked(text: string, { trust }: Analysis, measure: keyof Trust): string {
	return trust === null || trust[measure].level === 'trusted' ? text : `${text} (indicative)`;
}

export function progressText({ message, done, total }: Progress): string {
	return `${message} ${done}/${total}…`;
}

function measured({ analysis, progress, failure }: SummaryInput): string[] {
	if (progress !== undefined) {
		return [progressText(progress)];
	}
	if (failure !== undefined) {
		return ['not measured: the probe failed'];
	}
	const diversity = diversityText(analysis);
	if (diversity === undefined) {
		return analysis.count === 0 ? [] : ['not measured yet'];
	}
	const consistency = consistencyText(analysis);
	return [
		marked(`diversity ${diversity}`, analysis, 'diversity'),
		...(consistency === undefined ? [] : [marked(`consistency ${consistency}`, analysis, 'consistency')]),
	];
}

const nouns: Readonly<Record<RuleId, string>> = {
	'near-duplicate': 'near-duplicate',
	'conflicting-label': 'conflicting label',
	'unknown-label': 'unknown label',
	'format-drift': 'format drift',
	'label-imbalance': 'label imbalance',
	'too-long': 'demonstration too long',
	'unverified-answer': 'unverified answer',
	inconsistent: 'inconsistent demonstration',
	'low-contribution': 'demonstration of low contribution',
	'parse-error': 'unreadable part',
};

function found({ findings }: Analysis): string[] {
	return (Object.keys(nouns) as RuleId[]).flatMap(rule => {
		const number = findings.filter(finding => finding.rule === rule).length;
		return number === 0 ? [] : [count(number, nouns[rule])];
	});
}

function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** "+0.42", "−1.10", "0.00" */
export function signed(value: number): string {
	const text = Math.abs(value).toFixed(2);
	return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`;
}
