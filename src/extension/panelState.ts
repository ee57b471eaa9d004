import type { Analysis } from '../protocol/analysis';
import type { Evaluation } from '../protocol/evaluation';
import type { PanelState } from '../protocol/panel';
import type { ScoreRecord } from '../protocol/scoreHistory';
import type { KeptReview } from '../workflows/review/reviewList';
import type { Progress } from '../workflows/services';
import type { ModelMeasured } from './modelMeasures';
import type { Reference } from './references';
import { shownAnalysis, type SetState } from './setState';

/** What the panel shows while no recognised file is open. */
export const noSet: PanelState = {
	file: null,
	analysis: null,
	progress: null,
	review: null,
	evaluation: null,
	history: [],
	failure: null,
	interactive: true,
};

/** What is known of a set beside its own analysis. */
export interface PanelParts {
	readonly review?: KeptReview | undefined;
	readonly evaluation?: Evaluation | undefined;
	/** Of what is under way for the set, whatever it is. */
	readonly progress?: Progress | undefined;
	readonly reference?: Reference | undefined;
	readonly measured?: ModelMeasured;
	/** What it scored at its saves, oldest first. */
	readonly history?: readonly ScoreRecord[];
}

/** What the panel shows of a set. */
export function panelState(
	state: SetState,
	{ review, evaluation, progress, reference, measured, history }: PanelParts,
): PanelState {
	return {
		file: state.inspected.document.name,
		analysis: { ...withReference(shownAnalysis(state), reference), ...measured },
		progress: progress ?? null,
		review: review === undefined ? null : reviewOf(review),
		evaluation: evaluation ?? null,
		history: history ?? [],
		failure: state.failure ?? null,
		interactive: true,
	};
}

/** What the page is shown: of what was accepted it has no use. */
function reviewOf({ version, gVendi, candidates, rejected, runs }: KeptReview): PanelState['review'] {
	return { version, gVendi, candidates: [...candidates], rejected: [...rejected], runs: [...runs] };
}

/** Only of what the probe has read is there anything beside. */
function withReference(analysis: Analysis, reference: Reference | undefined): Analysis {
	const { scores } = analysis;
	if (scores === null || reference === undefined) {
		return analysis;
	}
	const { coverage, pool, linearStudent, notices } = reference;
	const marks = scores.marks === null || pool === undefined ? scores.marks : { ...scores.marks, pool };
	return {
		...analysis,
		scores: { ...scores, marks },
		...(coverage === undefined ? {} : { coverage }),
		...(linearStudent === undefined ? {} : { linearStudent }),
		notices: [...analysis.notices, ...notices],
	};
}
