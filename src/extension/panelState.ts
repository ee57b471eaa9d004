import type { Evaluation } from '../protocol/evaluation';
import type { PanelState } from '../protocol/panel';
import type { KeptReview } from '../workflows/review/reviewList';
import type { Progress } from '../workflows/services';
import { shownAnalysis, type SetState } from './setState';

/** What the panel shows while no recognised file is open. */
export const noSet: PanelState = {
	file: null,
	analysis: null,
	progress: null,
	review: null,
	evaluation: null,
	failure: null,
	interactive: true,
};

/** What the panel shows of a set. */
export function panelState(
	state: SetState,
	kept: KeptReview | undefined,
	searching: Progress | undefined,
	evaluation: Evaluation | undefined,
): PanelState {
	return {
		file: state.inspected.document.name,
		analysis: shownAnalysis(state),
		progress: searching ?? state.progress ?? null,
		evaluation: evaluation ?? null,
		review: kept === undefined ? null : reviewOf(kept),
		failure: state.failure ?? null,
		interactive: true,
	};
}

/** What the page is shown: of what was accepted it has no use. */
function reviewOf({ version, gVendi, candidates, rejected, runs }: KeptReview): PanelState['review'] {
	return { version, gVendi, candidates: [...candidates], rejected: [...rejected], runs: [...runs] };
}
