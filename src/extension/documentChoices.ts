import * as vscode from 'vscode';

/** What the user chose for one document; absent is what Demoscope finds out by itself. */
export interface DocumentChoice {
	/** Id of the format. */
	readonly format?: string;
	/** Name of the set. */
	readonly set?: string;
}

/** The user's choices of format and set, remembered for each document of the workspace. */
export class DocumentChoices implements vscode.Disposable {
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();

	readonly onDidChange = this.changed.event;

	constructor(private readonly memory: vscode.Memento) {}

	get(uri: vscode.Uri): DocumentChoice {
		return this.memory.get<DocumentChoice>(keyOf(uri)) ?? {};
	}

	/** Another format has other sets, so that a chosen set is forgotten. */
	async chooseFormat(uri: vscode.Uri, format: string | undefined): Promise<void> {
		await this.keep(uri, format === undefined ? undefined : { format });
	}

	async chooseSet(uri: vscode.Uri, set: string): Promise<void> {
		await this.keep(uri, { ...this.get(uri), set });
	}

	dispose(): void {
		this.changed.dispose();
	}

	private async keep(uri: vscode.Uri, choice: DocumentChoice | undefined): Promise<void> {
		// What is kept is readable at once.
		const written = this.memory.update(keyOf(uri), choice);
		this.changed.fire(uri);
		await written;
	}
}

function keyOf(uri: vscode.Uri): string {
	return `choice:${uri.toString()}`;
}
