import * as vscode from 'vscode';
import type { ActiveSet } from './activeSet';
import type { CandidateRuns } from './candidateRuns';
import type { CandidateStore } from './candidateStore';
import { contextKeys } from './manifestIds';

/** Keeps the manifest's `when` clauses informed, so that only what can be done now is offered. */
export class Contexts implements vscode.Disposable {
	private readonly told = new Map<string, boolean>();
	private readonly subscriptions: vscode.Disposable;

	constructor(
		private readonly active: ActiveSet,
		private readonly runs: CandidateRuns,
		private readonly candidates: CandidateStore,
	) {
		this.subscriptions = vscode.Disposable.from(
			active.onDidChange(() => this.update()),
			runs.onDidChange(() => this.update()),
			candidates.onDidChange(() => this.update()),
		);
		this.update();
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	private update(): void {
		const { state } = this.active;
		const isBusy =
			state !== undefined && (state.progress !== undefined || this.runs.progressOf(state.uri) !== undefined);
		this.tell(contextKeys.recognised, state !== undefined);
		this.tell(contextKeys.busy, isBusy);
		this.tell(
			contextKeys.proposed,
			state !== undefined && (this.candidates.get(state.uri)?.candidates.length ?? 0) > 0,
		);
	}

	private tell(key: string, value: boolean): void {
		if (this.told.get(key) !== value) {
			this.told.set(key, value);
			void vscode.commands.executeCommand('setContext', key, value);
		}
	}
}
