import { posix } from 'node:path';
import * as vscode from 'vscode';
import { LineMap } from '../base/textRange';
import { configurationName } from '../configuration/configurationName';
import { editorRange } from './locations';

/** Shows what is wrong in `.demoscope.yaml` files as problems: in open ones as they are typed, in others as they are read. */
export class ConfigurationDiagnostics implements vscode.Disposable {
	private readonly collection = vscode.languages.createDiagnosticCollection('demoscope configuration');
	private readonly subscriptions: vscode.Disposable;

	constructor() {
		const { workspace } = vscode;
		const show = (document: vscode.TextDocument): void => {
			if (isConfiguration(document.uri)) {
				void this.show(document.uri, document.getText());
			}
		};
		this.subscriptions = vscode.Disposable.from(
			this.collection,
			workspace.onDidOpenTextDocument(show),
			workspace.onDidChangeTextDocument(({ document }) => show(document)),
		);
		workspace.textDocuments.forEach(show);
	}

	/** Tells of a file that was read from the disk; where it is open, its document says what is shown. */
	read(uri: vscode.Uri, text: string): void {
		const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
		void this.show(uri, open?.getText() ?? text);
	}

	/** Forgets a file that is no more. */
	forget(uri: vscode.Uri): void {
		this.collection.delete(uri);
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	private async show(uri: vscode.Uri, text: string): Promise<void> {
		const { checkConfiguration } = await import('../configuration/readConfiguration');
		const checked = checkConfiguration(text);
		if ('configuration' in checked) {
			this.collection.delete(uri);
			return;
		}
		const lines = new LineMap(text);
		this.collection.set(
			uri,
			checked.mistakes.map(({ message, span }) => {
				const diagnostic = new vscode.Diagnostic(editorRange(lines.range(span)), `${message}.`);
				diagnostic.source = 'demoscope';
				return diagnostic;
			}),
		);
	}
}

function isConfiguration(uri: vscode.Uri): boolean {
	return posix.basename(uri.path) === configurationName;
}
