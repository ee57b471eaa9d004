import * as vscode from 'vscode';
import type { SetState } from './setState';
import type { SetStore } from './setStore';

/**
 * The set that commands, status bar and panel speak of: the active editor's, or the last one while no text editor is
 * active, as when the panel has the focus.
 */
export class ActiveSet implements vscode.Disposable {
	private uri: vscode.Uri | undefined;
	private readonly changed = new vscode.EventEmitter<SetState | undefined>();
	private readonly subscriptions: vscode.Disposable;

	/** Another set, or news of the same. */
	readonly onDidChange = this.changed.event;

	constructor(private readonly sets: SetStore) {
		this.subscriptions = vscode.Disposable.from(
			this.changed,
			vscode.window.onDidChangeActiveTextEditor(() => this.update()),
			sets.onDidChange(() => this.update()),
			sets.onDidProgress(() => this.update()),
		);
		this.update();
	}

	get state(): SetState | undefined {
		return this.uri === undefined ? undefined : this.sets.get(this.uri);
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	private update(): void {
		this.uri = this.choose();
		this.changed.fire(this.state);
	}

	private choose(): vscode.Uri | undefined {
		const { activeTextEditor, visibleTextEditors } = vscode.window;
		// Output channels and input boxes count as text editors too, but stand in no column.
		if (activeTextEditor?.viewColumn !== undefined) {
			return activeTextEditor.document.uri;
		}
		return this.state?.uri ?? visibleTextEditors.find(({ document }) => this.sets.get(document.uri))?.document.uri;
	}
}
