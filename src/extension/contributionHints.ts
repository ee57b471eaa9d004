import * as vscode from 'vscode';
import { editorRange } from './locations';
import { settingIds } from './manifestIds';
import { contributionHint, demonstrationLine } from './readingText';
import { currentAnalysis } from './setState';
import type { SetStore } from './setStore';
import { showsContributions } from './settings';

/** Shows at the beginning of each demonstration what it contributes to the diversity of its set, where a setting asks for it. */
export class ContributionHints implements vscode.InlayHintsProvider, vscode.Disposable {
	private readonly changed = new vscode.EventEmitter<void>();
	private readonly subscriptions: vscode.Disposable;

	readonly onDidChangeInlayHints = this.changed.event;

	constructor(private readonly sets: SetStore) {
		this.subscriptions = vscode.Disposable.from(
			this.changed,
			sets.onDidChange(() => this.changed.fire()),
			vscode.workspace.onDidChangeConfiguration(change => {
				if (change.affectsConfiguration(settingIds.contributions)) {
					this.changed.fire();
				}
			}),
		);
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	provideInlayHints({ uri, version }: vscode.TextDocument, visible: vscode.Range): vscode.InlayHint[] {
		const state = this.sets.get(uri);
		const analysis = state === undefined ? undefined : currentAnalysis(state)?.analysis;
		// Of a text that has changed meanwhile the places would be wrong.
		if (state?.version !== version || analysis === undefined || !showsContributions(uri)) {
			return [];
		}
		const { demonstrations } = analysis;
		const greatest = demonstrations.reduce((most, { contribution = 0 }) => Math.max(most, contribution), 0);
		return demonstrations.flatMap(view => {
			const range = editorRange(view.range);
			if (view.contribution === undefined || range.intersection(visible) === undefined) {
				return [];
			}
			const hint = new vscode.InlayHint(range.start, contributionHint(view.contribution, greatest));
			hint.tooltip = demonstrationLine(analysis, view);
			hint.paddingRight = true;
			return [hint];
		});
	}
}
