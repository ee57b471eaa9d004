import * as vscode from 'vscode';
import { isAbort } from '../base/errors';
import type { Progress } from '../workflows/services';
import { progressSteps } from './progressSteps';

interface Run {
	readonly controller: AbortController;
	progress: Progress;
}

export interface RunTools {
	readonly signal: AbortSignal;
	readonly report: (progress: Progress) => void;
}

/** Searches for candidates that are under way: at most one a document, each with a notification that can cancel it. */
export class CandidateRuns implements vscode.Disposable {
	private readonly runs = new Map<string, Run>();
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();

	/** A run began, went on or ended. */
	readonly onDidChange = this.changed.event;

	progressOf(uri: vscode.Uri): Progress | undefined {
		return this.runs.get(uri.toString())?.progress;
	}

	cancel(uri: vscode.Uri): void {
		this.runs.get(uri.toString())?.controller.abort();
	}

	/**
	 * Does the work in place of what else is under way for the document.
	 *
	 * @param begin for people: what is done first
	 * @returns nothing where the user cancelled
	 */
	async run<T>(uri: vscode.Uri, begin: string, work: (tools: RunTools) => Promise<T>): Promise<T | undefined> {
		this.cancel(uri);
		const run: Run = { controller: new AbortController(), progress: { message: begin, done: 0, total: 0 } };
		this.runs.set(uri.toString(), run);
		this.changed.fire(uri);
		const { signal } = run.controller;
		try {
			return await vscode.window.withProgress(
				{ location: vscode.ProgressLocation.Notification, title: 'Demoscope', cancellable: true },
				(shown, token) => {
					token.onCancellationRequested(() => run.controller.abort());
					const show = progressSteps(shown);
					show(run.progress);
					return work({
						signal,
						report: progress => {
							if (show(progress)) {
								run.progress = progress;
								this.changed.fire(uri);
							}
						},
					});
				},
			);
		} catch (error) {
			if (isAbort(error) || signal.aborted) {
				return undefined;
			}
			throw error;
		} finally {
			if (this.runs.get(uri.toString()) === run) {
				this.runs.delete(uri.toString());
				this.changed.fire(uri);
			}
		}
	}

	dispose(): void {
		for (const { controller } of this.runs.values()) {
			controller.abort();
		}
		this.changed.dispose();
	}
}
