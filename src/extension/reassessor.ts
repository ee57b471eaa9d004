import * as vscode from 'vscode';
import { isAbort, messageOf } from '../base/errors';
import { outputText } from '../demonstrations/demonstration';
import { settled, type DocumentEvents, type Texts } from '../workflows/review/reviewList';
import type { Services } from '../workflows/services';
import type { SynthesisBase } from '../workflows/synthesize/synthesisBase';
import type { CandidateStore } from './candidateStore';
import type { SetStore } from './setStore';
import { currentAnalysis, type SetState } from './setState';

/** What a document's candidates were last measured against. */
interface Assessment {
	/** The analysis, or the task where there is no demonstration yet. */
	readonly against: unknown;
	readonly candidates: string;
	readonly controller: AbortController;
}

/** What a document that is looked at for the first time has been through. */
const unknownPast: DocumentEvents = { undone: true, saved: false };
const calm: DocumentEvents = { undone: false, saved: false };

/** Keeps waiting candidates in step with their documents: which of them stand there, and what they would add now. */
export class Reassessor implements vscode.Disposable {
	private readonly last = new Map<string, Assessment>();
	private readonly events = new Map<string, DocumentEvents>();
	private readonly subscriptions: vscode.Disposable;

	constructor(
		private readonly services: Services,
		private readonly sets: SetStore,
		private readonly candidates: CandidateStore,
	) {
		const changed = (uri: vscode.Uri): void => void this.refresh(uri);
		const note = (uri: vscode.Uri, event: Partial<DocumentEvents>): void => {
			const key = uri.toString();
			this.events.set(key, { ...(this.events.get(key) ?? unknownPast), ...event });
		};
		this.subscriptions = vscode.Disposable.from(
			sets.onDidChange(changed),
			candidates.onDidChange(changed),
			vscode.workspace.onDidChangeTextDocument(({ document, reason }) => {
				if (reason === vscode.TextDocumentChangeReason.Undo) {
					note(document.uri, { undone: true });
				}
			}),
			vscode.workspace.onDidSaveTextDocument(({ uri }) => {
				note(uri, { saved: true });
				changed(uri);
			}),
			vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.events.delete(uri.toString())),
		);
	}

	dispose(): void {
		this.subscriptions.dispose();
		for (const { controller } of this.last.values()) {
			controller.abort();
		}
	}

	private async refresh(uri: vscode.Uri): Promise<void> {
		const state = this.sets.get(uri);
		if (state === undefined || this.candidates.get(uri) === undefined) {
			return;
		}
		await this.settle(state);
		await this.measure(state);
	}

	/** Compares the list with what stands in the document, once its present text is known. */
	private async settle({ uri, version, inspected }: SetState): Promise<void> {
		const document = vscode.workspace.textDocuments.find(each => each.uri.toString() === uri.toString());
		if (document?.version !== version) {
			return;
		}
		const key = uri.toString();
		const events = this.events.get(key) ?? unknownPast;
		this.events.set(key, calm);
		const keyOf = ({ input, output }: Texts): string => JSON.stringify([input, output]);
		const present = new Set(
			inspected.set.demonstrations.map(each => keyOf({ input: each.input.text, output: outputText(each) })),
		);
		await this.candidates.update(uri, review => settled(review, texts => present.has(keyOf(texts)), events));
	}

	private async measure(state: SetState): Promise<void> {
		const { uri, inspected } = state;
		const analyzed = currentAnalysis(state);
		const waiting = this.candidates.get(uri)?.candidates ?? [];
		const task = inspected.set.task?.text;
		const against = analyzed ?? (inspected.set.demonstrations.length === 0 ? task : undefined);
		if (against === undefined || waiting.length === 0) {
			return;
		}
		const key = uri.toString();
		const known = this.last.get(key);
		const candidates = JSON.stringify(waiting.map(({ id, input, output }) => [id, input, output]).sort());
		if (known?.against === against && known.candidates === candidates) {
			return;
		}
		known?.controller.abort();
		const controller = new AbortController();
		this.last.set(key, { against, candidates, controller });
		try {
			const [{ reassess, withMeasurements }, { baseOfSet, baseOfTask }] = await Promise.all([
				import('../workflows/review/reassess'),
				import('../workflows/synthesize/synthesisBase'),
			]);
			const base: SynthesisBase = analyzed === undefined ? baseOfTask(task ?? '') : baseOfSet(analyzed);
			const measured = await reassess(this.services, base, waiting, { signal: controller.signal });
			await this.candidates.update(uri, review => withMeasurements(review, measured));
		} catch (error) {
			if (!isAbort(error)) {
				this.services.logger.warn(`candidates could not be measured again: ${messageOf(error)}`);
			}
		}
	}
}
