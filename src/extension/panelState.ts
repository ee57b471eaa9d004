import type { Suggestions } from '../protocol/candidate';
import type { PanelState } from '../protocol/panel';
import type { Progress } from '../workflows/services';
import { shownAnalysis, type SetState } from './setState';

/** What the panel shows while no recognised file is open. */
export const noSet: PanelState = {
	file: null,
	analysis: null,
	progress: null,
	suggestions: null,
	failure: null,
	interactive: true,
};

/** What the panel shows of a set. */
export function panelState(
	state: SetState,
	suggestions: Suggestions | undefined,
	suggesting: Progress | undefined,
): PanelState {
	return {
		file: state.inspected.document.name,
		analysis: shownAnalysis(state),
		progress: suggesting ?? state.progress ?? null,
		suggestions: suggestions ?? null,
		failure: state.failure ?? null,
		interactive: true,
	};
}
