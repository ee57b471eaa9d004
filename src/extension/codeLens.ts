import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { titleOf } from '../demonstrations/formatTitle';
import type { CandidateStore } from './candidateStore';
import { editorRange } from './locations';
import { commandIds, settingIds } from './manifestIds';
import { demonstrationLine } from './readingText';
import { currentAnalysis, isOutdated, shownAnalysis, type SetState } from './setState';
import type { SetStore } from './setStore';
import { showsDemonstrationLenses } from './settings';
import { summaryLine } from './summary';

/** So many demonstrations take a while to read; after an edit it is one or two. */
const longReading = 20;

/** One line over the set that says how it stands, and how the file was read; where a setting asks for it, one over each demonstration. */
export class SetCodeLens implements vscode.CodeLensProvider, vscode.Disposable {
	private readonly changed = new vscode.EventEmitter<void>();
	private readonly subscription: vscode.Disposable;

	readonly onDidChangeCodeLenses = this.changed.event;

	constructor(
		private readonly sets: SetStore,
		private readonly candidates: CandidateStore,
	) {
		this.subscription = vscode.Disposable.from(
			sets.onDidChange(() => this.changed.fire()),
			sets.onDidProgress(() => this.changed.fire()),
			candidates.onDidChange(() => this.changed.fire()),
			vscode.workspace.onDidChangeConfiguration(change => {
				if (change.affectsConfiguration(settingIds.demonstrationLenses)) {
					this.changed.fire();
				}
			}),
		);
	}

	dispose(): void {
		this.subscription.dispose();
		this.changed.dispose();
	}

	provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
		const state = this.sets.get(uri);
		if (state === undefined) {
			return [];
		}
		const { progress, failure } = state;
		const isUnread = progress === undefined && failure === undefined && currentAnalysis(state) === undefined;
		const { format, set } = state.inspected;
		const waiting = this.candidates.get(uri)?.candidates.length ?? 0;
		const sparse = currentAnalysis(state)?.analysis.regions.filter(region => region.sparse).length ?? 0;
		const lens = (command: vscode.Command): vscode.CodeLens =>
			new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command);
		return [
			...(progress === undefined || progress.total < longReading
				? []
				: [
						lens({
							title: l10n.t('Cancel'),
							command: commandIds.cancel,
							tooltip: l10n.t('Stop reading; what was read is kept'),
							arguments: [uri],
						}),
					]),
			lens({
				title: summaryLine({ analysis: shownAnalysis(state), progress, failure }),
				command: isUnread ? commandIds.analyze : commandIds.openPanel,
				tooltip: isUnread ? l10n.t('Read these demonstrations with the probe') : l10n.t('Open the Demoscope panel'),
				arguments: [uri],
			}),
			...(waiting === 0
				? []
				: [
						lens({
							title: waiting === 1 ? l10n.t('1 candidate to review') : l10n.t('{0} candidates to review', waiting),
							command: commandIds.openPanel,
							tooltip: l10n.t('Look at them in the Demoscope panel'),
						}),
					]),
			...(sparse === 0
				? []
				: [
						lens({
							title: sparse === 1 ? l10n.t('Fill 1 sparse region') : l10n.t('Fill {0} sparse regions', sparse),
							command: commandIds.fillSparseRegions,
							tooltip: l10n.t(
								'Have your language model write candidates. What it takes and where text goes is shown first.',
							),
							arguments: [uri],
						}),
					]),
			lens({
				title: titleOf(format),
				command: commandIds.chooseFormat,
				tooltip: l10n.t('Read this file in another format'),
				arguments: [uri],
			}),
			...(set.name === undefined || set.names === undefined || set.names.length < 2
				? []
				: [
						lens({
							title: l10n.t('Set “{0}”, one of {1}', set.name, set.names.length),
							command: commandIds.chooseSet,
							tooltip: l10n.t('Look at another set of this file'),
							arguments: [uri],
						}),
					]),
			...this.demonstrationLenses(state),
		];
	}

	private demonstrationLenses(state: SetState): vscode.CodeLens[] {
		const analysis = currentAnalysis(state)?.analysis;
		if (analysis === undefined || isOutdated(state) || !showsDemonstrationLenses(state.uri)) {
			return [];
		}
		return analysis.demonstrations.map(
			view =>
				new vscode.CodeLens(editorRange(view.range), {
					title: demonstrationLine(analysis, view),
					command: view.twin === undefined ? commandIds.openPanel : commandIds.goToDemonstration,
					tooltip: view.twin === undefined ? l10n.t('Open the Demoscope panel') : l10n.t('Go to its twin'),
					arguments: [state.uri, view.twin?.id],
				}),
		);
	}
}
