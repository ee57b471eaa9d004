import * as vscode from 'vscode';
import { messageOf } from '../base/errors';
import type { Logger } from '../base/logger';
import type { ScoreRecord } from '../protocol/scoreHistory';
import type { HistoryFiles } from './historyFiles';
import { currentAnalysis } from './setState';
import type { SetStore } from './setStore';

/** What each document scored at its saves, kept over reloads and restarts. */
export class ScoreHistories implements vscode.Disposable {
	private readonly known = new Map<string, readonly ScoreRecord[]>();
	private readonly loading = new Map<string, Promise<void>>();
	/** Version of each document that was saved and is not scored yet, and when it was saved. */
	private readonly saved = new Map<string, { readonly version: number; readonly time: number }>();
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();
	private readonly subscriptions: vscode.Disposable;
	/** Files are written one after the other. */
	private writing: Promise<void> = Promise.resolve();

	/** A document's saves became known, or there is one more, or they were forgotten. */
	readonly onDidChange = this.changed.event;

	/** @param now milliseconds since 1970 */
	constructor(
		private readonly sets: SetStore,
		private readonly files: HistoryFiles,
		private readonly logger: Logger,
		private readonly now: () => number,
	) {
		this.subscriptions = vscode.Disposable.from(
			this.changed,
			sets.onDidChange(uri => void this.record(uri)),
			vscode.workspace.onDidSaveTextDocument(({ uri, version }) => {
				this.saved.set(uri.toString(), { version, time: this.now() });
				void this.record(uri);
			}),
			vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.saved.delete(uri.toString())),
		);
	}

	/** The saves of a document, oldest first. What an earlier session kept is there in a moment, which is told. */
	of(uri: vscode.Uri): readonly ScoreRecord[] {
		const key = uri.toString();
		const known = this.known.get(key);
		if (known === undefined) {
			void this.load(key).then(() => {
				if ((this.known.get(key)?.length ?? 0) > 0) {
					this.changed.fire(uri);
				}
			});
		}
		return known ?? [];
	}

	/** Forgets the saves of a document. */
	async clear(uri: vscode.Uri): Promise<void> {
		const key = uri.toString();
		await this.load(key);
		this.known.set(key, []);
		this.changed.fire(uri);
		await this.queue(() => this.files.remove(key));
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	/** Remembers the scores of what was saved, once they are those of the saved text. */
	private async record(uri: vscode.Uri): Promise<void> {
		const key = uri.toString();
		const saved = this.saved.get(key);
		const state = this.sets.get(uri);
		const analyzed = state === undefined ? undefined : currentAnalysis(state);
		if (saved === undefined || state === undefined || analyzed === undefined || state.version < saved.version) {
			return;
		}
		this.saved.delete(key);
		if (state.version > saved.version) {
			return;
		}
		const { recordOf, withRecord, historyText } = await import('./scoreHistory');
		const record = recordOf(analyzed, saved.time);
		await this.load(key);
		const before = this.known.get(key) ?? [];
		const after = record === undefined ? before : withRecord(before, record);
		if (after !== before) {
			this.known.set(key, after);
			this.changed.fire(uri);
			await this.queue(() => this.files.write(key, historyText(after)));
		}
	}

	private load(key: string): Promise<void> {
		const before = this.loading.get(key);
		if (before !== undefined) {
			return before;
		}
		const loaded = this.read(key).then(records => void this.known.set(key, records));
		this.loading.set(key, loaded);
		return loaded;
	}

	private async read(key: string): Promise<readonly ScoreRecord[]> {
		try {
			const text = await this.files.read(key);
			return text === undefined ? [] : (await import('./scoreHistory')).readHistory(text);
		} catch (error) {
			this.logger.warn(`a score history could not be read: ${messageOf(error)}`);
			return [];
		}
	}

	private async queue(write: () => Promise<void>): Promise<void> {
		this.writing = this.writing.then(write).catch((error: unknown) => {
			this.logger.warn(`a score history could not be written: ${messageOf(error)}`);
		});
		await this.writing;
	}
}
