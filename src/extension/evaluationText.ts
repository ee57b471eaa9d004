import * as l10n from '@vscode/l10n';
import type { Evaluation } from '../protocol/evaluation';

/** What an evaluation came to, for a person to read. */
export function evaluationText({ accuracy, count, errors, stopped }: Evaluation): string {
	const { correct, total, share, low, high } = accuracy;
	const percent = (value: number): string => `${Math.round(100 * value)} %`;
	const ended =
		stopped.reason === 'complete'
			? []
			: stopped.reason === 'budget'
				? [l10n.t('The budget ended it after {0} of {1}; demoscope.llm.budget allows more.', total, count)]
				: [l10n.t('It ended early: {0}', stopped.message ?? '')];
	const right = l10n.t(
		'{0} right: {1} of {2}, 95 % interval {3} to {4}.',
		percent(share),
		correct,
		total,
		percent(low),
		percent(high),
	);
	return [right, ...ended, ...(errors.length === 0 ? [] : [l10n.t('The panel lists the errors.')])].join(' ');
}
