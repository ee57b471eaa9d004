import type * as vscode from 'vscode';
import type { Analysis, DemonstrationView, Finding } from '../protocol/analysis';
import type { AnalyzedSet } from '../workflows/analyze';
import type { InspectedSet } from '../workflows/inspect';
import type { Progress } from '../workflows/services';

/** What is known of one open document that holds demonstrations. Replaced whole, never changed. */
export interface SetState {
	readonly uri: vscode.Uri;
	/** Version of the document that `inspected` was made from. */
	readonly version: number;
	readonly inspected: InspectedSet;
	/** The latest complete analysis; it may be of an earlier version. */
	readonly analyzed?: AnalyzedSet;
	/** Only while the probe reads. */
	readonly progress?: Progress;
	/** Of the present text, while the probe still reads it. */
	readonly findings?: readonly Finding[];
	/** True where these rest on what the probe read in the present text, and only the rest is still being measured. */
	readonly isCompared?: boolean;
	/** Why there is no analysis, in words, with what to do next. */
	readonly failure?: string;
}

/** The analysis, where it is of the text that was inspected last. */
export function currentAnalysis({ inspected, analyzed }: SetState): AnalyzedSet | undefined {
	return analyzed?.document === inspected.document ? analyzed : undefined;
}

/** True while what is shown is of the text before the last edit, because the probe still reads the new one. */
export function isOutdated(state: SetState): boolean {
	return state.progress !== undefined && state.analyzed !== undefined;
}

/** What to show: without a current analysis what needs no probe, and while the probe reads an edit what was before it. */
export function shownAnalysis(state: SetState): Analysis {
	const analyzed = isOutdated(state) ? state.analyzed : currentAnalysis(state);
	return (analyzed ?? state.inspected).analysis;
}

/** What is found in the present text, and the demonstrations it speaks of. */
export function shownFindings(state: SetState): Findings {
	const { findings, inspected } = state;
	return findings === undefined
		? shownAnalysis(state)
		: { findings, demonstrations: inspected.analysis.demonstrations };
}

export interface Findings {
	readonly findings: readonly Finding[];
	readonly demonstrations: readonly DemonstrationView[];
}

export function withoutProgress({ uri, version, inspected, analyzed }: SetState): SetState {
	return { uri, version, inspected, ...(analyzed === undefined ? {} : { analyzed }) };
}

/** True where the probe has merely read on. */
export function isFurther(before: SetState | undefined, after: SetState | undefined): boolean {
	return (
		before?.progress !== undefined &&
		after?.progress !== undefined &&
		before.inspected === after.inspected &&
		before.analyzed === after.analyzed &&
		before.findings === after.findings &&
		before.failure === after.failure
	);
}
