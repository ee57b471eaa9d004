import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { UserError, isAbort } from '../base/errors';
import type { Analysis } from '../protocol/analysis';
import type { ModelMeasure } from '../protocol/panel';
import type { Progress } from '../workflows/services';
import type { ConfigurationFiles } from './configurationFiles';
import type { LanguageModels } from './languageModels';
import { currentAnalysis } from './setState';
import type { SetStore } from './setStore';
import { progressSteps } from './progressSteps';

/** What a language model said of a set, and of which text. */
export type ModelMeasured = Pick<Analysis, ModelMeasure>;

interface Held {
	readonly text: string;
	readonly measured: ModelMeasured;
}

interface Run {
	readonly controller: AbortController;
	progress: Progress;
}

/** The measures that a language model takes, on request alone: each shows what it will cost before it sends anything. */
export class ModelMeasures implements vscode.Disposable {
	private readonly held = new Map<string, Held>();
	private readonly runs = new Map<string, Run>();
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();

	/** A run began, went on or ended. */
	readonly onDidChange = this.changed.event;

	constructor(
		private readonly sets: SetStore,
		private readonly models: LanguageModels,
		private readonly configurations: ConfigurationFiles,
	) {}

	/** What was said of this very text; what was said of another one is no measure of it. */
	of(uri: vscode.Uri, text: string): ModelMeasured | undefined {
		const held = this.held.get(uri.toString());
		return held?.text === text ? held.measured : undefined;
	}

	progressOf(uri: vscode.Uri): Progress | undefined {
		return this.runs.get(uri.toString())?.progress;
	}

	cancel(uri: vscode.Uri): void {
		this.runs.get(uri.toString())?.controller.abort();
	}

	/** @throws {UserError} `measure.notAnalyzed`, and what measuring and the model throw */
	async measure(uri: vscode.Uri, measure: ModelMeasure): Promise<void> {
		const state = await this.sets.whenIdle(uri);
		const analyzed = state === undefined ? undefined : currentAnalysis(state);
		if (analyzed === undefined) {
			throw new UserError(
				'measure.notAnalyzed',
				l10n.t('The set is not analyzed yet. Run Demoscope: Analyze first.'),
				'usage',
			);
		}
		const { prepareMeasure } = await import('./prepareMeasure');
		const styles = (await this.configurations.of(uri))?.settings.reasoningStyles;
		const run = await prepareMeasure(measure, analyzed, styles, this.models);
		if (run === undefined) {
			return;
		}
		const found = await this.follow(uri, run);
		if (found !== undefined) {
			const { text } = analyzed.document;
			this.held.set(uri.toString(), { text, measured: { ...this.of(uri, text), ...found } });
			this.changed.fire(uri);
		}
	}

	dispose(): void {
		for (const { controller } of this.runs.values()) {
			controller.abort();
		}
		this.changed.dispose();
	}

	/** Runs with progress in the panel and a notification that cancels; nothing where the user did. */
	private async follow(uri: vscode.Uri, take: TakeMeasure): Promise<ModelMeasured | undefined> {
		this.cancel(uri);
		const run: Run = {
			controller: new AbortController(),
			progress: { message: l10n.t('Asking the language model'), done: 0, total: 0 },
		};
		this.runs.set(uri.toString(), run);
		this.changed.fire(uri);
		try {
			return await vscode.window.withProgress(
				{ location: vscode.ProgressLocation.Notification, title: 'Demoscope', cancellable: true },
				(shown, token) => {
					token.onCancellationRequested(() => run.controller.abort());
					const show = progressSteps(shown);
					show(run.progress);
					return take(run.controller.signal, progress => {
						show(progress);
						run.progress = progress;
						this.changed.fire(uri);
					});
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
}

/** Takes a measure that the user has agreed to. */
export type TakeMeasure = (signal: AbortSignal, onProgress: (progress: Progress) => void) => Promise<ModelMeasured>;
