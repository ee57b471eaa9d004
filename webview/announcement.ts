import * as l10n from '@vscode/l10n';
import type { Analysis } from '../src/protocol/analysis';
import type { PanelState } from '../src/protocol/panel';
import { counted, decimal } from './numberText';

/** Fewer are read anew after an edit: that is not said while someone types, and a result only where it is another. */
const longReading = 20;

/**
 * What screen readers say when the state changes: phases and results, not every step between. Empty where candidates
 * went: their list says what became of them, and of two messages at one time one is lost.
 * @param before the state before, if there was one
 * @param settled the last one in which nothing was under way
 * @returns undefined where there is nothing new
 */
export function announcement(
	state: PanelState,
	before: PanelState | null,
	settled: PanelState | null,
): string | undefined {
	if (state.progress !== null && isTold(state)) {
		return state.progress.message;
	}
	const more = waiting(state) - waiting(settled);
	if (more !== 0) {
		return more > 0 ? counted(waiting(state), 'candidate') : '';
	}
	const result = resultText(state.analysis);
	return before !== null && !isTold(before) && resultText(before.analysis) === result ? undefined : result;
}

function isTold({ progress, analysis }: PanelState): boolean {
	return progress !== null && (analysis === null || progress.total >= longReading);
}

function waiting(state: PanelState | null): number {
	return state?.review?.candidates.length ?? 0;
}

function resultText(analysis: Analysis | null): string {
	if (analysis === null) {
		return '';
	}
	const read = counted(analysis.count, 'demonstration');
	return analysis.scores === null
		? l10n.t('{0} analyzed', read)
		: l10n.t('{0} analyzed, diversity {1}', read, decimal(analysis.scores.gVendi, 1));
}
