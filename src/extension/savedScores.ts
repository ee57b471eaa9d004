import * as vscode from 'vscode';
import { currentAnalysis } from './setState';
import type { SetStore } from './setStore';

/** Remembers how diverse each open set was when its file was saved last. */
export class SavedScores implements vscode.Disposable {
	private readonly saved = new Map<string, number>();
	private readonly subscriptions: vscode.Disposable;

	constructor(private readonly sets: SetStore) {
		this.subscriptions = vscode.Disposable.from(
			sets.onDidChange(uri => this.update(uri)),
			vscode.workspace.onDidSaveTextDocument(({ uri }) => this.update(uri)),
			vscode.workspace.onDidCloseTextDocument(({ uri }) => this.saved.delete(uri.toString())),
		);
	}

	/** G-Vendi now minus G-Vendi as it was saved; nothing where one of them is not known. */
	changeOf(uri: vscode.Uri): number | undefined {
		const before = this.saved.get(uri.toString());
		const now = this.diversityOf(uri);
		return before === undefined || now === undefined ? undefined : now - before;
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	/** What stands in an unchanged document is what is saved. */
	private update(uri: vscode.Uri): void {
		const key = uri.toString();
		const document = vscode.workspace.textDocuments.find(open => open.uri.toString() === key);
		const now = this.diversityOf(uri);
		if (document?.isDirty === false && this.sets.get(uri)?.version === document.version && now !== undefined) {
			this.saved.set(key, now);
		}
	}

	private diversityOf(uri: vscode.Uri): number | undefined {
		const state = this.sets.get(uri);
		return state === undefined ? undefined : currentAnalysis(state)?.analysis.scores?.gVendi;
	}
}
