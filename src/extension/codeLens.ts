import * as vscode from 'vscode';
import { commandIds } from './manifestIds';
import { currentAnalysis, shownAnalysis } from './setState';
import type { SetStore } from './setStore';
import { summaryLine } from './summary';

/** One line over the set that says how it stands. */
export class SetCodeLens implements vscode.CodeLensProvider {
	/** Nobody looks at the value. */
	readonly onDidChangeCodeLenses: vscode.Event<unknown>;

	constructor(private readonly sets: SetStore) {
		this.onDidChangeCodeLenses = sets.onDidChange;
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
