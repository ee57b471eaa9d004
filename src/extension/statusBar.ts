import * as vscode from 'vscode';
import type { ActiveSet } from './activeSet';
import { commandIds } from './manifestIds';
import { shownAnalysis, type SetState } from './setState';
import { consistencyText, diversityName, diversityText, marked, progressText, summaryLine } from './summary';

/** Diversity of the active set; a click opens the panel. */
export class DiversityStatus implements vscode.Disposable {
	private readonly item = vscode.window.createStatusBarItem(
		'demoscope.diversity',
		vscode.StatusBarAlignment.Right,
		100,
	);
	private readonly subscription: vscode.Disposable;

	constructor(active: ActiveSet) {
		this.item.name = 'Demoscope';
		this.item.command = commandIds.openPanel;
		this.subscription = active.onDidChange(state => this.show(state));
		this.show(active.state);
	}

	dispose(): void {
		this.subscription.dispose();
		this.item.dispose();
	}

	private show(state: SetState | undefined): void {
		if (state === undefined) {
			this.item.hide();
			return;
		}
		const { progress, failure } = state;
		const analysis = shownAnalysis(state);
		const diversity = diversityText(analysis) ?? 'Demoscope';
		const icon = progress !== undefined ? 'sync~spin' : failure !== undefined ? 'warning' : 'telescope';
		this.item.text = `$(${icon}) ${diversity}`;
		this.item.tooltip = tooltip(state);
		this.item.accessibilityInformation = {
			label: `Demoscope: ${summaryLine({ analysis, progress, failure })}`,
		};
		this.item.show();
	}
}

function tooltip(state: SetState): string {
	const { progress, failure } = state;
	const analysis = shownAnalysis(state);
	const diversity = diversityText(analysis);
	const consistency = consistencyText(analysis);
	return [
		analysis.file,
		...(progress === undefined ? [] : [progressText(progress)]),
		...(failure === undefined ? [] : [failure]),
		...(diversity === undefined
			? []
			: [marked(`Diversity (${diversityName(analysis)}): ${diversity}`, analysis, 'diversity')]),
		...(consistency === undefined
			? []
			: [marked(`Consistency (median V-Score): ${consistency}`, analysis, 'consistency')]),
		...(analysis.probe === null ? [] : [`Probe: ${analysis.probe.id}`]),
	].join('\n');
}
