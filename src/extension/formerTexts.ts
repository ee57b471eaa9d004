import * as vscode from 'vscode';
import { formerScheme } from './manifestIds';

/** Texts that documents once had, as read-only documents for comparisons. */
export class FormerTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
	private readonly texts = new Map<string, string>();
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();
	private readonly subscriptions: vscode.Disposable;

	readonly onDidChange = this.changed.event;

	constructor() {
		this.subscriptions = vscode.Disposable.from(
			this.changed,
			vscode.workspace.registerTextDocumentContentProvider(formerScheme, this),
			vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())),
		);
	}

	/** The address of a former text of a document: one for each `kind`. */
	show(uri: vscode.Uri, kind: string, text: string): vscode.Uri {
		const former = vscode.Uri.from({ scheme: formerScheme, path: uri.path, query: `${kind}:${uri.toString()}` });
		this.texts.set(former.toString(), text);
		this.changed.fire(former);
		return former;
	}

	provideTextDocumentContent(uri: vscode.Uri): string {
		return this.texts.get(uri.toString()) ?? '';
	}

	dispose(): void {
		this.subscriptions.dispose();
	}
}
