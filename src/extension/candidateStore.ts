import * as vscode from 'vscode';
import type { Suggestions } from '../protocol/candidate';

const shapeVersion: Suggestions['version'] = 1;

/** Candidates that wait for review, kept by the editor for each document until they are accepted or rejected. */
export class CandidateStore implements vscode.Disposable {
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();

	readonly onDidChange = this.changed.event;

	constructor(private readonly memory: vscode.Memento) {}

	/** What waits; nothing where another version of the extension kept it in another shape. */
	get(uri: vscode.Uri): Suggestions | undefined {
		const kept = this.memory.get<Suggestions>(keyOf(uri));
		return kept?.version === shapeVersion ? kept : undefined;
	}

	async set(uri: vscode.Uri, suggestions: Suggestions | undefined): Promise<void> {
		// What is kept is readable at once. Told only after it is written, others could put back an older list meanwhile.
		const written = this.memory.update(keyOf(uri), suggestions);
		this.changed.fire(uri);
		await written;
	}

	/** Takes reviewed candidates away, and the whole list with the last one. */
	async remove(uri: vscode.Uri, ids: readonly string[]): Promise<void> {
		const suggestions = this.get(uri);
		if (suggestions !== undefined) {
			const candidates = suggestions.candidates.filter(({ id }) => !ids.includes(id));
			await this.set(uri, candidates.length === 0 ? undefined : { ...suggestions, candidates });
		}
	}

	dispose(): void {
		this.changed.dispose();
	}
}

function keyOf(uri: vscode.Uri): string {
	return `candidates:${uri.toString()}`;
}
