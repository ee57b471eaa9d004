import * as l10n from '@vscode/l10n';
import { decimal, grouped, signed } from '../base/writtenNumbers';
import type { Analysis, RuleId, Trust } from '../protocol/analysis';
import { leadingName } from '../protocol/measures';
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
		analysis.count === 1 ? l10n.t('1 demonstration') : l10n.t('{0} demonstrations', grouped(analysis.count)),
		...measured({ analysis, progress, failure }),
		...found(analysis),
	].join(separator);
}

/** "6.2 of 12", where it was measured, by the measure that leads. */
export function diversityText({ scores, count }: Analysis): string | undefined {
	return scores === null ? undefined : l10n.t('{0} of {1}', decimal(scores.leading.value, 1), grouped(count));
}

/** The measure of diversity that leads. */
export function diversityName({ scores }: Analysis): string {
	return leadingName(scores?.leading.measure ?? 'gVendi');
}

/** "+0.41 bits/token", where there is a task definition. */
export function consistencyText({ scores }: Analysis): string | undefined {
	const consistency = scores?.consistency ?? null;
	return consistency === null ? undefined : l10n.t('{0} bits/token', signed(consistency.medianBitsPerToken, 2));
}

/** Says behind a measure's text that it is a hint only, where it is not to be trusted with this probe. */
export function marked(text: string, { trust }: Analysis, measure: keyof Trust): string {
	return trust === null || trust[measure].level === 'trusted' ? text : l10n.t('{0} (indicative)', text);
}

export function progressText({ message, done, total }: Progress): string {
	return total === 0 ? `${message}…` : `${message} ${grouped(done)}/${grouped(total)}…`;
}

function measured({ analysis, progress, failure }: SummaryInput): string[] {
	if (progress !== undefined) {
		return [progressText(progress)];
	}
	if (failure !== undefined) {
		return [l10n.t('not measured: the probe failed')];
	}
	const diversity = diversityText(analysis);
	if (diversity === undefined) {
		return analysis.count === 0 ? [] : [l10n.t('not measured yet')];
	}
	const consistency = consistencyText(analysis);
	return [
		marked(l10n.t('diversity {0}', diversity), analysis, 'diversity'),
		...(consistency === undefined ? [] : [marked(l10n.t('consistency {0}', consistency), analysis, 'consistency')]),
	];
}

const counted: Readonly<Record<RuleId, (count: number) => string>> = {
	'near-duplicate': count => (count === 1 ? l10n.t('1 near-duplicate') : l10n.t('{0} near-duplicates', count)),
	'conflicting-label': count => (count === 1 ? l10n.t('1 conflicting label') : l10n.t('{0} conflicting labels', count)),
	'unknown-label': count => (count === 1 ? l10n.t('1 unknown label') : l10n.t('{0} unknown labels', count)),
	'format-drift': count => (count === 1 ? l10n.t('1 format drift') : l10n.t('{0} format drifts', count)),
	'label-imbalance': count => (count === 1 ? l10n.t('1 label imbalance') : l10n.t('{0} label imbalances', count)),
	'too-long': count =>
		count === 1 ? l10n.t('1 demonstration too long') : l10n.t('{0} demonstrations too long', count),
	'unverified-answer': count => (count === 1 ? l10n.t('1 unverified answer') : l10n.t('{0} unverified answers', count)),
	inconsistent: count =>
		count === 1 ? l10n.t('1 inconsistent demonstration') : l10n.t('{0} inconsistent demonstrations', count),
	'low-contribution': count =>
		count === 1
			? l10n.t('1 demonstration of low contribution')
			: l10n.t('{0} demonstrations of low contribution', count),
	'parse-error': count => (count === 1 ? l10n.t('1 unreadable part') : l10n.t('{0} unreadable parts', count)),
};

function found({ findings }: Analysis): string[] {
	return (Object.keys(counted) as RuleId[]).flatMap(rule => {
		const number = findings.filter(finding => finding.rule === rule).length;
		return number === 0 ? [] : [counted[rule](number)];
	});
}
