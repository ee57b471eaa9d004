import * as vscode from 'vscode';
import { isAbort, messageOf } from '../base/errors';
import type { AnalyzedSet } from '../workflows/analyze';
import type { Services } from '../workflows/services';
import type { CandidateStore } from './candidateStore';
import type { SetStore } from './setStore';
import { currentAnalysis } from './setState';

/** What a document's candidates were last measured against. */
interface Assessment {
	readonly analyzed: AnalyzedSet;
	readonly candidates: string;
	readonly controller: AbortController;
}

/** Measures waiting candidates again whenever the set or the list of them has changed. */
export class Reassessor implements vscode.Disposable {
	private readonly last = new Map<string, Assessment>();
	private readonly subscriptions: vscode.Disposable;

	constructor(
		private readonly services: Services,
		private readonly sets: SetStore,
		private readonly candidates: CandidateStore,
	) {
		const changed = (uri: vscode.Uri): void => void this.refresh(uri);
		this.subscriptions = vscode.Disposable.from(sets.onDidChange(changed), candidates.onDidChange(changed));
	}

	dispose(): void {
		this.subscriptions.dispose();
		for (const { controller } of this.last.values()) {
			controller.abort();
		}
	}

	private async refresh(uri: vscode.Uri): Promise<void> {
		const key = uri.toString();
		const state = this.sets.get(uri);
		const analyzed = state === undefined ? undefined : currentAnalysis(state);
		const waiting = this.candidates.get(uri);
		if (analyzed === undefined || waiting === undefined) {
			return;
		}
		const ids = waiting.candidates.map(({ id }) => id).sort();
		const known = this.last.get(key);
		const candidates = JSON.stringify(ids);
		if (known?.analyzed === analyzed && known.candidates === candidates) {
			return;
		}
		known?.controller.abort();
		const controller = new AbortController();
		this.last.set(key, { analyzed, candidates, controller });
		try {
			const { reassess } = await import('../workflows/reassess');
			const measured = await reassess(this.services, analyzed, waiting, { signal: controller.signal });
			await this.candidates.set(uri, measured);
		} catch (error) {
			if (!isAbort(error)) {
				this.services.logger.warn(`candidates could not be measured again: ${messageOf(error)}`);
			}
		}
	}
}
