import * as vscode from 'vscode';
import { emptyReview, type KeptReview } from '../workflows/review/reviewList';

type ReadKept = (kept: unknown) => KeptReview | undefined;

/** Candidates that wait for review, kept by the editor for each document, over reloads and crashes, until they are settled. */
export class CandidateStore implements vscode.Disposable {
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();
	private readonly known = new Map<string, KeptReview | undefined>();
	private read: ReadKept | undefined;

	readonly onDidChange = this.changed.event;

	constructor(private readonly memory: vscode.Memento) {}

	/** What waits, and what became of the rest. What was kept by an earlier session is there in a moment, which is told. */
	get(uri: vscode.Uri): KeptReview | undefined {
		const key = keyOf(uri);
		if (this.read === undefined) {
			if (this.memory.get(key) !== undefined) {
				void this.reader().then(() => this.changed.fire(uri));
			}
			return undefined;
		}
		if (!this.known.has(key)) {
			this.known.set(key, this.read(this.memory.get(key)));
		}
		return this.known.get(key);
	}

	/** Changes the review; nothing is told or written where it stays the same. */
	async update(uri: vscode.Uri, change: (review: KeptReview) => KeptReview): Promise<void> {
		await this.reader();
		const before = this.get(uri) ?? emptyReview;
		const after = change(before);
		if (after !== before) {
			await this.put(uri, after);
		}
	}

	/** Forgets the document's review. */
	async clear(uri: vscode.Uri): Promise<void> {
		await this.reader();
		await this.put(uri, undefined);
	}

	dispose(): void {
		this.changed.dispose();
	}

	/** The check of what was kept is loaded when there is something to check, not when the editor starts. */
	private async reader(): Promise<void> {
		this.read ??= (await import('./keptReview')).readKept;
	}

	private async put(uri: vscode.Uri, review: KeptReview | undefined): Promise<void> {
		// What is kept is readable at once. Told only after it is written, others could put back an older list meanwhile.
		this.known.set(keyOf(uri), review);
		const written = this.memory.update(keyOf(uri), review);
		this.changed.fire(uri);
		await written;
	}
}

function keyOf(uri: vscode.Uri): string {
	return `candidates:${uri.toString()}`;
}
