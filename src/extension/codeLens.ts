import * as vscode from 'vscode';
import { commandIds } from './manifestIds';
import { currentAnalysis, shownAnalysis } from './setState';
import type { SetStore } from './setStore';
import { summaryLine } from './summary';

/** One line over the set that says how it stands. */
export class SetCodeLens implements vscode.CodeLensProvider, vscode.Disposable {
	private readonly changed = new vscode.EventEmitter<void>();
	private readonly subscription: vscode.Disposable;

	readonly onDidChangeCodeLenses = this.changed.event;

	constructor(private readonly sets: SetStore) {
		this.subscription = sets.onDidChange(() => this.changed.fire());
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
		return [
			new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), {
				title: summaryLine({ analysis: shownAnalysis(state), progress, failure }),
				command: isUnread ? commandIds.analyze : commandIds.openPanel,
				tooltip: isUnread ? 'Read these demonstrations with the probe' : 'Open the Demoscope panel',
				arguments: [uri],
			}),
		];
	}
}
