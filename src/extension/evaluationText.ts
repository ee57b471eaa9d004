import type { Evaluation } from '../protocol/evaluation';

/** What an evaluation came to, for a person to read. */
export function evaluationText({ accuracy, count, errors, stopped }: Evaluation): string {
	const { correct, total, share, low, high } = accuracy;
	const percent = (value: number): string => `${Math.round(100 * value)} %`;
	const ended =
		stopped.reason === 'complete'
			? ''
			: stopped.reason === 'budget'
				? ` The budget ended it after ${total} of ${count}; demoscope.llm.budget allows more.`
				: ` It ended early: ${stopped.message ?? ''}`;
	const next = errors.length === 0 ? '' : ' The panel lists the errors.';
	return `${percent(share)} right: ${correct} of ${total}, 95 % interval ${percent(low)} to ${percent(high)}.${ended}${next}`;
}
