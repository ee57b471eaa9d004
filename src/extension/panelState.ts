import type { Analysis } from '../protocol/analysis';
import type { Suggestions } from '../protocol/candidate';
import type { PanelState } from '../protocol/panel';
import type { Progress } from '../workflows/services';
import type { ModelMeasured } from './modelMeasures';
import type { Reference } from './references';
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

/** What is known of a set beside its own analysis. */
export interface PanelParts {
	readonly suggestions?: Suggestions | undefined;
	/** Of what is under way for the set, whatever it is. */
	readonly progress?: Progress | undefined;
	readonly reference?: Reference | undefined;
	readonly measured?: ModelMeasured;
}

/** What the panel shows of a set. */
export function panelState(state: SetState, { suggestions, progress, reference, measured }: PanelParts): PanelState {
	return {
		file: state.inspected.document.name,
		analysis: { ...withReference(shownAnalysis(state), reference), ...measured },
		progress: progress ?? null,
		suggestions: suggestions ?? null,
		failure: state.failure ?? null,
		interactive: true,
	};
}

/** Only of what the probe has read is there anything beside. */
function withReference(analysis: Analysis, reference: Reference | undefined): Analysis {
	const { scores } = analysis;
	if (scores === null || reference === undefined) {
		return analysis;
	}
	const { coverage, pool, notices } = reference;
	const marks = scores.marks === null || pool === undefined ? scores.marks : { ...scores.marks, pool };
	return {
		...analysis,
		scores: { ...scores, marks },
		...(coverage === undefined ? {} : { coverage }),
		notices: [...analysis.notices, ...notices],
	};
}
