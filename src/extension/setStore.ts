import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import { isAbort } from '../base/errors';
import type { Services } from '../workflows/services';
import type { DocumentSources } from './documentSources';
import { loadReader } from './loadReader';
import { settingIds } from './manifestIds';
import type { Notices } from './notices';
import { isFurther, withoutProgress, type SetState } from './setState';
import { sidecarOf, watchSidecars } from './taskDefinition';

/** How long typing has to pause before the text is read again. */
const typingMilliseconds = 400;

/** The work under way for one document. A new one replaces it. */
interface Job {
	readonly controller: AbortController;
	readonly asked: boolean;
	readonly done: Promise<void>;
}

interface Start {
	readonly delay?: number;
	readonly asked?: boolean;
}

/** One analysed set for every open document that holds demonstrations, kept up to date as documents change. */
export class SetStore implements vscode.Disposable {
	private readonly sets = new Map<string, SetState>();
	private readonly jobs = new Map<string, Job>();
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();
	private readonly progressed = new vscode.EventEmitter<vscode.Uri>();
	private readonly subscriptions: vscode.Disposable;

	/** A set came, changed or went. */
	readonly onDidChange = this.changed.event;
	/** The probe has read on; nothing else has changed. */
	readonly onDidProgress = this.progressed.event;

	constructor(
		private readonly services: Services,
		private readonly notices: Notices,
		private readonly sources: DocumentSources,
	) {
		const { workspace } = vscode;
		this.subscriptions = vscode.Disposable.from(
			this.changed,
			this.progressed,
			workspace.onDidOpenTextDocument(document => this.start(document)),
			workspace.onDidCloseTextDocument(({ uri }) => this.forget(uri)),
			workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
				if (contentChanges.length > 0) {
					this.start(document, { delay: typingMilliseconds });
				}
			}),
			workspace.onDidChangeConfiguration(change => {
				if (change.affectsConfiguration(settingIds.rules) || change.affectsConfiguration(settingIds.analyzeOnOpen)) {
					this.refreshAll();
				}
			}),
			sources.onDidChange(uri => this.readAgain(uri)),
			watchSidecars(sidecar => this.refreshAll(uri => sidecarOf(uri)?.toString() === sidecar.toString())),
		);
		for (const document of workspace.textDocuments) {
			this.start(document);
		}
	}

	get(uri: vscode.Uri): SetState | undefined {
		return this.sets.get(uri.toString());
	}

	/** Reads the document with the probe because the user wants it, whatever its size. */
	async analyze(uri: vscode.Uri): Promise<void> {
		this.notices.forget();
		this.start(await vscode.workspace.openTextDocument(uri), { asked: true });
		await this.whenIdle(uri);
	}

	/** Stops reading; what needs no probe stays. */
	cancel(uri: vscode.Uri): void {
		this.stop(uri);
		const state = this.get(uri);
		if (state?.progress !== undefined) {
			this.publish(uri, withoutProgress(state));
		}
	}

	/** Reads known sets again: all of them, or those that are chosen. */
	refreshAll(chosen: (uri: vscode.Uri) => boolean = () => true): void {
		for (const document of vscode.workspace.textDocuments) {
			if (this.get(document.uri) !== undefined && chosen(document.uri)) {
				this.start(document);
			}
		}
	}

	/** Tells of every known set, for those who begin to listen only now. */
	announce(): void {
		for (const { uri } of this.sets.values()) {
			this.changed.fire(uri);
		}
	}

	/** Resolves when nothing is under way for the document any more, and gives what is known of it then. */
	async whenIdle(uri: vscode.Uri): Promise<SetState | undefined> {
		for (let job = this.jobs.get(uri.toString()); job !== undefined; job = this.jobs.get(uri.toString())) {
			await job.done;
		}
		return this.get(uri);
	}

	dispose(): void {
		for (const { controller } of this.jobs.values()) {
			controller.abort();
		}
		this.subscriptions.dispose();
	}

	/** Reads open documents again, whether they were recognised or not: all, or one of which nothing known holds any more. */
	private readAgain(uri: vscode.Uri | undefined): void {
		if (uri !== undefined) {
			this.forget(uri);
		}
		for (const document of vscode.workspace.textDocuments) {
			if (uri === undefined || document.uri.toString() === uri.toString()) {
				this.start(document);
			}
		}
	}

	private start(document: vscode.TextDocument, { delay = 0, asked = false }: Start = {}): void {
		const key = document.uri.toString();
		if (!isEditable(document)) {
			return;
		}
		const replaced = this.jobs.get(key);
		replaced?.controller.abort();
		const controller = new AbortController();
		const keepAsking = asked || replaced?.asked === true;
		const done = this.run(document, delay, keepAsking, controller.signal).finally(() => {
			if (this.jobs.get(key) === job) {
				this.jobs.delete(key);
			}
		});
		const job: Job = { controller, asked: keepAsking, done };
		this.jobs.set(key, job);
	}

	private async run(document: vscode.TextDocument, delay: number, asked: boolean, signal: AbortSignal): Promise<void> {
		try {
			await wait(delay, undefined, { signal });
			const { readSet } = await loadReader();
			signal.throwIfAborted();
			const publish = (state: SetState | undefined) => {
				if (!signal.aborted) {
					this.publish(document.uri, state);
				}
			};
			const { services, notices, sources } = this;
			await readSet({ services, notices, sources, publish }, document, this.get(document.uri), asked, signal);
		} catch (error) {
			if (!isAbort(error)) {
				this.notices.showFailureOnce(error, this.notices.describe(error));
			}
		}
	}

	private publish(uri: vscode.Uri, state: SetState | undefined): void {
		const key = uri.toString();
		const before = this.sets.get(key);
		if (state !== undefined) {
			this.sets.set(key, state);
		} else {
			this.sets.delete(key);
		}
		if (isFurther(before, state)) {
			this.progressed.fire(uri);
		} else if (before !== state) {
			this.changed.fire(uri);
		}
	}

	private forget(uri: vscode.Uri): void {
		this.stop(uri);
		this.publish(uri, undefined);
	}

	private stop(uri: vscode.Uri): void {
		const key = uri.toString();
		this.jobs.get(key)?.controller.abort();
		this.jobs.delete(key);
	}
}

/** Not for the read-only sides of comparisons, output channels and the like. */
function isEditable({ uri: { scheme } }: vscode.TextDocument): boolean {
	return scheme === 'file' || scheme === 'untitled' || vscode.workspace.fs.isWritableFileSystem(scheme) === true;
}
