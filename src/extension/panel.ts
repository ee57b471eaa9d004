import * as l10n from '@vscode/l10n';
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { UserError } from '../base/errors';
import { connect } from '../base/rpc';
import { panelPage } from '../protocol/page';
import { panelHostChecks, type ExportKind, type PanelHost, type PanelState, type PanelView } from '../protocol/panel';
import type { ActiveSet } from './activeSet';
import type { CandidateRuns } from './candidateRuns';
import type { CandidateStore } from './candidateStore';
import type { Evaluations } from './evaluations';
import { demonstrationsAt } from './demonstrationRanges';
import { PanelStates, changesIn, noSet } from './panelState';
import { isOutdated, shownAnalysis, type SetState } from './setState';
import type { ModelMeasures } from './modelMeasures';
import type { References } from './references';
import type { ScoreHistories } from './scoreHistories';
import type { SetStore } from './setStore';
import { webviewPort } from './webviewPort';

export interface PanelSources {
	readonly extensionUri: vscode.Uri;
	readonly sets: SetStore;
	readonly active: ActiveSet;
	readonly candidates: CandidateStore;
	readonly runs: CandidateRuns;
	readonly evaluations: Evaluations;
	readonly references: References;
	readonly measures: ModelMeasures;
	readonly histories: ScoreHistories;
}

/** What the panel asks of the rest of the extension, always for the set that it shows. */
export type PanelActions = {
	readonly [Method in Exclude<keyof PanelHost, 'ready'>]: (
		uri: vscode.Uri,
		...values: Parameters<PanelHost[Method]>
	) => Promise<void>;
};

/** How long a page may take to come up. */
const pageMilliseconds = 20_000;

/** Changes that come together are sent together. */
const collectMilliseconds = 50;

/** One panel: keeps its page in step with the active set, and its selection with the editor's cursor. */
export class Panel {
	private readonly view: PanelView;
	private shown: vscode.Uri | undefined;
	private timer: NodeJS.Timeout | undefined;
	/** Told when the page is up and has asked for its state. */
	private readonly up = new vscode.EventEmitter<void>();
	private isUp = false;
	private readonly states = new PanelStates();
	/** What the page was sent last. */
	private sent: PanelState | undefined;

	constructor(
		private readonly panel: vscode.WebviewPanel,
		private readonly sources: PanelSources,
		private readonly actions: PanelActions,
	) {
		const { sets, active, candidates, runs, evaluations, references, measures, histories, extensionUri } = sources;
		this.shown = active.state?.uri;
		const isShown = (uri: vscode.Uri) => uri.toString() === this.shown?.toString();
		const news = (uri: vscode.Uri) => {
			if (isShown(uri)) {
				this.update();
			}
		};
		const subscriptions = vscode.Disposable.from(
			active.onDidChange(state => this.follow(state)),
			...[sets, candidates, runs, evaluations, references, measures, histories].map(source => source.onDidChange(news)),
			sets.onDidProgress(news),
			this.up,
			// A page that is not seen is taken down.
			panel.onDidChangeViewState(() => {
				this.isUp &&= panel.visible;
			}),
			vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
				if (isShown(textEditor.document.uri)) {
					this.select(textEditor.document, selections);
				}
			}),
		);
		panel.onDidDispose(() => {
			clearTimeout(this.timer);
			subscriptions.dispose();
		});
		panel.webview.options = {
			enableScripts: true,
			localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist', 'webview')],
		};
		panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.svg');
		this.view = connect<PanelView, PanelHost>(webviewPort(panel), this.host(), panelHostChecks);
		panel.webview.html = this.page();
	}

	/**
	 * What the page shows of a set, to be written to a file.
	 *
	 * @throws {UserError} `panel.absent`, and what the page refuses
	 */
	async draw(uri: vscode.Uri, kind: ExportKind): Promise<string> {
		await this.whenUp();
		this.shown = uri;
		await this.send();
		return z.string().parse(await this.view.draw(kind));
	}

	private async whenUp(): Promise<void> {
		if (this.isUp) {
			return;
		}
		const isUp = await new Promise<boolean>(resolve => {
			const timer = setTimeout(() => resolve(false), pageMilliseconds);
			const waiting = this.up.event(() => {
				clearTimeout(timer);
				waiting.dispose();
				// The page shows nothing before the answer to its question is there.
				setTimeout(() => resolve(true), collectMilliseconds);
			});
		});
		if (!isUp) {
			throw new UserError(
				'panel.absent',
				l10n.t('The panel did not open. Close it, open it again and try once more.'),
				'usage',
			);
		}
	}

	private host(): PanelHost {
		const { actions } = this;
		const uri = (): vscode.Uri => {
			if (this.shown === undefined) {
				throw new Error('the page asked for something while it shows no set');
			}
			return this.shown;
		};
		return {
			ready: () => {
				this.isUp = true;
				this.up.fire();
				this.sent = this.state();
				return Promise.resolve(this.sent);
			},
			openDemonstration: id => actions.openDemonstration(uri(), id),
			analyze: () => actions.analyze(uri()),
			cancel: () => actions.cancel(uri()),
			suggestFromPool: region => actions.suggestFromPool(uri(), region),
			extrapolate: () => actions.extrapolate(uri()),
			fillRegion: region => actions.fillRegion(uri(), region),
			measureByModel: measure => actions.measureByModel(uri(), measure),
			openUncovered: id => actions.openUncovered(uri(), id),
			chooseProbe: () => actions.chooseProbe(uri()),
			accept: ids => actions.accept(uri(), ids),
			reject: (ids, why) => actions.reject(uri(), ids, why),
			editCandidate: (id, input, output) => actions.editCandidate(uri(), id, input, output),
			preview: ids => actions.preview(uri(), ids),
			clearReview: () => actions.clearReview(uri()),
			clearHistory: () => actions.clearHistory(uri()),
			export: () => actions.export(uri()),
		};
	}

	/** Another set is active. Where none is, the panel stays with its own for as long as that is open. */
	private follow(state: SetState | undefined): void {
		if (state !== undefined && state.uri.toString() !== this.shown?.toString()) {
			this.shown = state.uri;
			this.update();
		}
	}

	private update(): void {
		this.timer ??= setTimeout(() => {
			this.timer = undefined;
			if (this.isUp) {
				// One that is not asks for everything when it comes.
				void this.send().catch(() => undefined);
			}
		}, collectMilliseconds);
	}

	/** While the probe reads, only its progress changes. */
	private async send(): Promise<void> {
		const state = this.state();
		const changes = changesIn(state, this.sent);
		this.sent = state;
		try {
			await this.view.show(changes);
		} catch (error) {
			this.sent = undefined;
			throw error;
		}
	}

	private select(document: vscode.TextDocument, selections: readonly vscode.Selection[]): void {
		const state = this.sources.sets.get(document.uri);
		if (this.panel.visible && state?.version === document.version && !isOutdated(state)) {
			void this.view.select(demonstrationsAt(shownAnalysis(state), selections)).catch(() => undefined);
		}
	}

	private state(): PanelState {
		const { sets, candidates, runs, evaluations, references, measures, histories } = this.sources;
		const set = this.shown === undefined ? undefined : sets.get(this.shown);
		if (set === undefined) {
			return noSet;
		}
		const { uri } = set;
		const progress = runs.progressOf(uri) ?? measures.progressOf(uri) ?? set.progress ?? references.progressOf(uri);
		return this.states.of(set, {
			review: candidates.get(uri),
			evaluation: evaluations.get(uri),
			progress,
			reference: references.of(uri),
			measured: measures.of(uri, set.inspected.document.text),
			history: histories.of(uri),
		});
	}

	private page(): string {
		const { webview } = this.panel;
		const { bundle } = vscode.l10n;
		const resource = (name: string) => ({
			uri: webview.asWebviewUri(vscode.Uri.joinPath(this.sources.extensionUri, 'dist', 'webview', name)).toString(),
		});
		return panelPage({
			title: 'Demoscope',
			script: resource('index.js'),
			styles: resource('index.css'),
			nonce: randomBytes(16).toString('base64url'),
			...(bundle === undefined ? {} : { translation: { language: vscode.env.language, texts: bundle } }),
		});
	}
}
