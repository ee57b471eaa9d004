import { keepingLast } from '../base/keepingLast';
import type { Analysis } from '../protocol/analysis';
import type { Evaluation } from '../protocol/evaluation';
import type { PanelState } from '../protocol/panel';
import type { ScoreRecord } from '../protocol/scoreHistory';
import type { KeptReview } from '../workflows/review/reviewList';
import type { Progress } from '../workflows/services';
import type { ModelMeasured } from './modelMeasures';
import type { Reference } from './references';
import { shownAnalysis, type SetState } from './setState';

const noHistory: PanelState['history'] = [];

/** What the panel shows while no recognised file is open. */
export const noSet: PanelState = {
	file: null,
	analysis: null,
	progress: null,
	review: null,
	evaluation: null,
	history: noHistory,
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
	readonly measured?: ModelMeasured | undefined;
	/** What it scored at its saves, oldest first. */
	readonly history?: readonly ScoreRecord[];
}

/** Makes what the panel shows; a part that has not changed since the last time is the same object. */
export class PanelStates {
	private readonly analysis = keepingLast(withParts);
	private readonly review = keepingLast(reviewOf);

	of(state: SetState, { review, evaluation, progress, reference, measured, history }: PanelParts): PanelState {
		return {
			file: state.inspected.document.name,
			analysis: this.analysis(shownAnalysis(state), reference, measured),
			progress: progress ?? null,
			review: review === undefined ? null : this.review(review),
			evaluation: evaluation ?? null,
			history: history ?? noHistory,
			failure: state.failure ?? null,
			interactive: true,
		};
	}
}

/** The parts of a state that are not those that were there before. */
export function changesIn(state: PanelState, before: PanelState | undefined): Partial<PanelState> {
	const keys = Object.keys(state) as (keyof PanelState)[];
	return Object.fromEntries(keys.filter(key => state[key] !== before?.[key]).map(key => [key, state[key]]));
}

/** What the page is shown: of what was accepted it has no use. */
function reviewOf({ version, gVendi, candidates, rejected, runs }: KeptReview): NonNullable<PanelState['review']> {
	return { version, gVendi, candidates: [...candidates], rejected: [...rejected], runs: [...runs] };
}

function withParts(analysis: Analysis, reference?: Reference, measured?: ModelMeasured): Analysis {
	return { ...withReference(analysis, reference), ...measured };
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
