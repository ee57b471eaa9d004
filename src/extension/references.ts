import * as vscode from 'vscode';
import { isAbort } from '../base/errors';
import type { Coverage, LinearStudentView, PoolMarks } from '../protocol/analysis';
import type { AnalyzedSet } from '../workflows/analyze';
import type { Progress, Services } from '../workflows/services';
import type { ConfigurationFiles } from './configurationFiles';
import type { DocumentSources } from './documentSources';
import type { Notices } from './notices';
import { currentAnalysis } from './setState';
import type { SetStore } from './setStore';

/** What the files beside a set say of it. */
export interface Reference {
	readonly coverage?: Coverage;
	readonly pool?: PoolMarks;
	/** How well labels are learned from the set. */
	readonly linearStudent?: LinearStudentView;
	/** Sentences for people: what could not be said, and why. */
	readonly notices: readonly string[];
	/** The validation file. */
	readonly validation?: vscode.Uri;
}

interface Measuring {
	/** What was measured last, or is being measured. */
	readonly analyzed: AnalyzedSet;
	readonly controller: AbortController;
	readonly files: readonly string[];
	progress?: Progress;
	reference?: Reference;
}

/** Progress is told of no more often. */
const progressMilliseconds = 200;

/**
 * Coverage of the validation file and marks from the pool that the configuration names for a set: measured whenever the
 * set was. Until then what was last known stays. A workspace that is not trusted names no files.
 */
export class References implements vscode.Disposable {
	private readonly measured = new Map<string, Measuring>();
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();
	private readonly subscriptions: vscode.Disposable;

	readonly onDidChange = this.changed.event;

	constructor(
		private readonly services: Services,
		private readonly sets: SetStore,
		private readonly sources: DocumentSources,
		private readonly configurations: ConfigurationFiles,
		private readonly notices: Notices,
	) {
		this.subscriptions = vscode.Disposable.from(
			this.changed,
			sets.onDidChange(uri => void this.refresh(uri)),
			vscode.workspace.onDidSaveTextDocument(({ uri }) => this.readAgain(uri)),
			vscode.workspace.onDidGrantWorkspaceTrust(() => this.readAgain()),
		);
	}

	of(uri: vscode.Uri): Reference | undefined {
		return this.measured.get(uri.toString())?.reference;
	}

	progressOf(uri: vscode.Uri): Progress | undefined {
		return this.measured.get(uri.toString())?.progress;
	}

	/** Stops measuring; what was known stays. */
	cancel(uri: vscode.Uri): void {
		this.measured.get(uri.toString())?.controller.abort();
	}

	dispose(): void {
		this.subscriptions.dispose();
		for (const { controller } of this.measured.values()) {
			controller.abort();
		}
	}

	/** Sets for which this file, or any, is configured. */
	private readAgain(file?: vscode.Uri): void {
		for (const [key, { files, controller }] of this.measured) {
			if (file === undefined || files.includes(file.toString())) {
				controller.abort();
				this.measured.delete(key);
				void this.refresh(vscode.Uri.parse(key));
			}
		}
	}

	private async refresh(uri: vscode.Uri): Promise<void> {
		const key = uri.toString();
		const state = this.sets.get(uri);
		const known = this.measured.get(key);
		if (state === undefined) {
			known?.controller.abort();
			this.measured.delete(key);
			return;
		}
		const analyzed = currentAnalysis(state);
		if (analyzed === undefined || known?.analyzed === analyzed) {
			return;
		}
		known?.controller.abort();
		const files = await this.filesOf(uri);
		if (this.measured.get(key) !== known) {
			return;
		}
		const measuring: Measuring = {
			analyzed,
			controller: new AbortController(),
			files: [files.validation, files.pool].flatMap(file => file?.toString() ?? []),
			...(known?.reference === undefined ? {} : { reference: known.reference }),
		};
		this.measured.set(key, measuring);
		await this.measure(uri, measuring, files);
	}

	private async measure(uri: vscode.Uri, measuring: Measuring, files: ReferenceFiles): Promise<void> {
		const isLatest = (): boolean => this.measured.get(uri.toString()) === measuring;
		try {
			const reference = await this.referenceOf(uri, measuring, files);
			if (isLatest()) {
				measuring.reference = reference;
			}
		} catch (error) {
			if (!isAbort(error) && isLatest()) {
				const message = this.notices.describe(error);
				measuring.reference = { notices: [message] };
				this.notices.showFailureOnce(error, message);
			}
		} finally {
			delete measuring.progress;
			if (isLatest()) {
				this.changed.fire(uri);
			}
		}
	}

	private async referenceOf(
		uri: vscode.Uri,
		measuring: Measuring,
		{ validation, pool }: ReferenceFiles,
	): Promise<Reference> {
		if (validation === undefined && pool === undefined) {
			return { notices: [] };
		}
		const { analyzed, controller } = measuring;
		const { measureReference } = await import('./measureReference');
		let told = performance.now();
		const analysis = await measureReference(this.services, analyzed, { validation, pool }, this.sources, {
			signal: controller.signal,
			onProgress: progress => {
				measuring.progress = progress;
				if (performance.now() - told >= progressMilliseconds) {
					told = performance.now();
					this.changed.fire(uri);
				}
			},
		});
		const { coverage, linearStudent, scores, notices } = analysis;
		const marks = scores?.marks?.pool;
		return {
			notices: notices.slice(analyzed.analysis.notices.length),
			...(coverage === undefined || validation === undefined ? {} : { coverage, validation }),
			...(marks === undefined ? {} : { pool: marks }),
			...(linearStudent === undefined ? {} : { linearStudent }),
		};
	}

	private async filesOf(uri: vscode.Uri): Promise<ReferenceFiles> {
		const configured = vscode.workspace.isTrusted ? await this.configurations.of(uri) : undefined;
		if (configured === undefined) {
			return {};
		}
		const { settings, folder } = configured;
		const resolved = (path: string | undefined): vscode.Uri | undefined => {
			const file = path === undefined ? uri : vscode.Uri.joinPath(folder, path);
			return file.toString() === uri.toString() ? undefined : file;
		};
		const [validation, pool] = [resolved(settings.validation), resolved(settings.pool)];
		return { ...(validation === undefined ? {} : { validation }), ...(pool === undefined ? {} : { pool }) };
	}
}

export interface ReferenceFiles {
	readonly validation?: vscode.Uri | undefined;
	readonly pool?: vscode.Uri | undefined;
}
