import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { signed } from '../base/writtenNumbers';
import type { ActiveSet } from './activeSet';
import { commandIds } from './manifestIds';
import type { SavedScores } from './savedScores';
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

	constructor(
		active: ActiveSet,
		private readonly saved: SavedScores,
	) {
		this.item.name = 'Demoscope';
		this.item.command = commandIds.openPanel;
		this.subscription = vscode.Disposable.from(
			active.onDidChange(state => this.show(state)),
			vscode.workspace.onDidSaveTextDocument(() => this.show(active.state)),
		);
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
		const change = changeText(this.saved.changeOf(state.uri));
		this.item.text = `$(${icon}) ${[diversity, ...change].join(' ')}`;
		this.item.tooltip = [tooltip(state), ...change.map(text => l10n.t('Since the last save: {0}', text))].join('\n');
		this.item.accessibilityInformation = {
			label: [
				`Demoscope: ${summaryLine({ analysis, progress, failure })}`,
				...change.map(text => l10n.t('{0} since the last save', text)),
			].join(', '),
		};
		this.item.show();
	}
}

/** "(+0.3)", where the diversity is not the one that was saved. */
function changeText(change: number | undefined): readonly string[] {
	return change === undefined || Number(change.toFixed(1)) === 0 ? [] : [`(${signed(change, 1)})`];
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
			: [marked(l10n.t('Diversity ({0}): {1}', diversityName(analysis), diversity), analysis, 'diversity')]),
		...(consistency === undefined
			? []
			: [marked(l10n.t('Consistency (median V-Score): {0}', consistency), analysis, 'consistency')]),
		...(analysis.probe === null ? [] : [l10n.t('Probe: {0}', analysis.probe.id)]),
	].join('\n');
}
