import * as vscode from 'vscode';
import { UserError, isAbort } from '../base/errors';
import type { Progress, Services } from '../workflows/services';
import type { CandidateStore } from './candidateStore';
import type { DocumentSources } from './documentSources';
import type { SetStore } from './setStore';
import { currentAnalysis } from './setState';

/** Candidates looked for in one run: as many as a person reviews at a time. */
const candidateCount = 8;

interface Run {
	readonly controller: AbortController;
	progress: Progress;
}

/** Looks for candidates in pools, at most one run a document. */
export class Suggester implements vscode.Disposable {
	private readonly runs = new Map<string, Run>();
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();

	/** A run began, went on or ended. */
	readonly onDidChange = this.changed.event;

	constructor(
		private readonly services: Services,
		private readonly sets: SetStore,
		private readonly candidates: CandidateStore,
		private readonly sources: DocumentSources,
	) {}

	progressOf(uri: vscode.Uri): Progress | undefined {
		return this.runs.get(uri.toString())?.progress;
	}

	cancel(uri: vscode.Uri): void {
		this.runs.get(uri.toString())?.controller.abort();
	}

	/**
	 * Looks through the pool, with a notification that shows how far it is, and keeps what it finds for review. Where it finds
	 * nothing, what waited before stays.
	 *
	 * @param region the region to fill; every sparse one where it is `null`
	 * @returns the number of candidates; nothing where the user cancelled
	 * @throws {UserError} `suggest.notAnalyzed`, and what reading the pool and the probe throw
	 */
	async suggest(uri: vscode.Uri, pool: vscode.Uri, region: number | null): Promise<number | undefined> {
		this.cancel(uri);
		const run: Run = {
			controller: new AbortController(),
			progress: { message: 'Reading the pool', done: 0, total: 0 },
		};
		this.runs.set(uri.toString(), run);
		this.changed.fire(uri);
		try {
			return await vscode.window.withProgress(
				{ location: vscode.ProgressLocation.Notification, title: 'Demoscope', cancellable: true },
				(progress, token) => {
					token.onCancellationRequested(() => run.controller.abort());
					return this.search(uri, pool, region, run, progress);
				},
			);
		} catch (error) {
			if (isAbort(error)) {
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

	private async search(
		uri: vscode.Uri,
		pool: vscode.Uri,
		region: number | null,
		run: Run,
		shown: vscode.Progress<{ message: string; increment: number }>,
	): Promise<number> {
		const state = await this.sets.whenIdle(uri);
		const analyzed = state === undefined ? undefined : currentAnalysis(state);
		if (analyzed === undefined) {
			throw new UserError('suggest.notAnalyzed', 'The set is not analyzed yet. Run Demoscope: Analyze first.', 'usage');
		}
		const [{ poolOf, suggestFromPool }, { inspectPool }] = await Promise.all([
			import('../workflows/suggest'),
			import('./poolFiles'),
		]);
		const entries = await inspectPool(pool, this.sources);
		const { signal } = run.controller;
		signal.throwIfAborted();
		let percent = 0;
		const onProgress = (progress: Progress): void => {
			const now = Math.floor((100 * progress.done) / Math.max(progress.total, 1));
			if (now > percent) {
				shown.report({ message: `${progress.message} ${progress.done}/${progress.total}`, increment: now - percent });
				percent = now;
				run.progress = progress;
				this.changed.fire(uri);
			}
		};
		const suggestions = await suggestFromPool(this.services, analyzed, poolOf(entries), {
			count: candidateCount,
			signal,
			onProgress,
			...(region === null ? {} : { regions: [region] }),
		});
		const found = suggestions.candidates.length;
		if (found > 0) {
			await this.candidates.set(uri, suggestions);
		}
		return found;
	}
}
