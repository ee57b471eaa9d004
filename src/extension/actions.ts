import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Synthesis } from '../protocol/candidate';
import type { Services } from '../workflows/services';
import type { Acceptance } from './acceptance';
import type { CandidatePreview } from './candidatePreview';
import type { CandidateRuns } from './candidateRuns';
import type { CandidateStore } from './candidateStore';
import type { Evaluations } from './evaluations';
import { evaluationText } from './evaluationText';
import { rangeOf } from './demonstrationRanges';
import { editorColumn, editorRange } from './locations';
import { commandIds } from './manifestIds';
import type { ModelMeasures } from './modelMeasures';
import type { PanelActions } from './panel';
import type { DrawPanel, ExportPart } from './exportPanel';
import type { PickTarget } from './pickBest';
import type { PoolPicker } from './poolPicker';
import type { References } from './references';
import { shownAnalysis } from './setState';
import { synthesisText } from './synthesisText';
import type { ScoreHistories } from './scoreHistories';
import type { SetStore } from './setStore';
import type { Suggester } from './suggester';
import type { Synthesizer } from './synthesizer';

export interface ActionParts {
	readonly sets: SetStore;
	readonly picker: PoolPicker;
	readonly suggester: Suggester;
	readonly synthesizer: Synthesizer;
	readonly evaluations: Evaluations;
	readonly runs: CandidateRuns;
	readonly candidates: CandidateStore;
	readonly preview: CandidatePreview;
	readonly acceptance: Acceptance;
	readonly services: Services;
	readonly references: References;
	readonly measures: ModelMeasures;
	readonly histories: ScoreHistories;
	readonly draw: DrawPanel;
}

/** What commands and panel can do to a set: one implementation for both. */
export interface SetActions extends PanelActions {
	/** Suggests from this pool, or from one that the user picks, and says so when nothing was found. */
	suggest(uri: vscode.Uri, region: number | null, pool?: vscode.Uri): Promise<void>;
	/** Has the language model fill a region, or every sparse one, and says what came of it. */
	fillWithModel(uri: vscode.Uri, region: number | null): Promise<void>;
	/** Has the language model write candidates for the place of a demonstration. */
	replaceWithModel(uri: vscode.Uri, id: string): Promise<void>;
	/** Has the language model write from the set's task definition, or from one that the user gives. */
	synthesizeFromTask(uri: vscode.Uri | undefined, task?: string): Promise<void>;
	/** Has the language model write after what it gets wrong. */
	extrapolateErrors(uri: vscode.Uri, validation?: vscode.Uri): Promise<void>;
	/** Says what the language model gets right with the set. */
	evaluate(uri: vscode.Uri, validation?: vscode.Uri): Promise<void>;
	/** Writes the map or the whole report to a file; asks for what is not given. */
	export(uri: vscode.Uri, part?: ExportPart, target?: vscode.Uri): Promise<void>;
	/** Picks the most diverse few; asks for what is not given. */
	pickBest(uri: vscode.Uri, count?: number, target?: PickTarget): Promise<void>;
}

export function setActions({
	sets,
	picker,
	suggester,
	synthesizer,
	evaluations,
	runs,
	candidates,
	preview,
	acceptance,
	services,
	references,
	measures,
	histories,
	draw,
}: ActionParts): SetActions {
	async function suggest(uri: vscode.Uri, region: number | null, given?: vscode.Uri): Promise<void> {
		const pool = given ?? (await picker.pick(await vscode.workspace.openTextDocument(uri)));
		if (pool === undefined) {
			return;
		}
		const found = await suggester.suggest(uri, pool, region);
		if (found === 0) {
			const name = vscode.workspace.asRelativePath(pool);
			void vscode.window.showInformationMessage(
				region === null
					? l10n.t('Nothing in {0} would add to the diversity of the sparse regions.', name)
					: l10n.t('Nothing in {0} would add to the diversity of this region.', name),
			);
		}
	}

	return {
		suggest,
		suggestFromPool: suggest,
		// By way of the commands, whose failures show what can be done about them.
		fillRegion: async (uri, region) => {
			await vscode.commands.executeCommand(commandIds.fillRegion, uri, region);
		},
		fillWithModel: async (uri, region) => tell(await synthesizer.fill(uri, region)),
		replaceWithModel: async (uri, id) => tell(await synthesizer.replace(uri, id)),
		extrapolateErrors: async (uri, validation) => tell(await synthesizer.extrapolate(uri, validation)),
		extrapolate: async uri => {
			await vscode.commands.executeCommand(commandIds.extrapolateErrors, uri);
		},
		evaluate: async (uri, validation) => {
			const evaluation = await evaluations.evaluate(uri, validation);
			if (evaluation !== undefined) {
				void vscode.window.showInformationMessage(evaluationText(evaluation));
			}
		},
		synthesizeFromTask: async (uri, task) =>
			tell(await (await import('./fromTask')).synthesizeFromTask({ sets, synthesizer }, uri, task)),
		pickBest: async (uri, count, target) =>
			(await import('./pickBest')).pickBest({ services, sets }, uri, count, target),
		export: async (uri, part, target) => (await import('./exportPanel')).exportPanel(draw, uri, part, target),
		analyze: uri => sets.analyze(uri),
		cancel: uri => {
			sets.cancel(uri);
			runs.cancel(uri);
			references.cancel(uri);
			measures.cancel(uri);
			return Promise.resolve();
		},
		measureByModel: (uri, measure) => measures.measure(uri, measure),
		openUncovered: async (uri, id) => {
			const { coverage, validation } = references.of(uri) ?? {};
			const range = coverage?.uncovered.find(example => example.id === id)?.range;
			if (validation !== undefined && range !== undefined) {
				await showDemonstration(validation, editorRange(range));
			}
		},
		chooseProbe: async () => (await import('./chooseProbe')).chooseProbe(),
		openDemonstration: async (uri, id) => {
			const state = sets.get(uri);
			const range = state === undefined ? undefined : rangeOf(shownAnalysis(state), id);
			if (range !== undefined) {
				await showDemonstration(uri, range);
			}
		},
		accept: (uri, ids) => acceptance.accept(uri, ids),
		reject: (uri, ids, why) => acceptance.reject(uri, ids, why),
		editCandidate: (uri, id, input, output) => acceptance.edit(uri, id, { input, output }),
		preview: (uri, ids) => preview.show(uri, ids),
		clearReview: uri => candidates.clear(uri),
		clearHistory: async uri => {
			if (await agreesToClearHistory(uri)) {
				await histories.clear(uri);
			}
		},
	};
}

/** Says what a run came to; nothing of one that the user did not want. */
function tell(synthesis: Synthesis | undefined): void {
	if (synthesis !== undefined) {
		const message = synthesisText(synthesis);
		if (synthesis.stopped.reason === 'failure') {
			void vscode.window.showWarningMessage(message);
		} else {
			void vscode.window.showInformationMessage(message);
		}
	}
}

async function agreesToClearHistory(uri: vscode.Uri): Promise<boolean> {
	const name = vscode.workspace.asRelativePath(uri, false);
	const clear = l10n.t('Clear History');
	const answer = await vscode.window.showWarningMessage(
		l10n.t('Forget the scores of all saves of {0}?', name),
		{ modal: true, detail: l10n.t('The file stays as it is. This cannot be undone.') },
		clear,
	);
	return answer === clear;
}

/** Selects it with the cursor at its beginning, so that a long line is not scrolled to its end. */
async function showDemonstration(uri: vscode.Uri, range: vscode.Range): Promise<void> {
	const document = await vscode.workspace.openTextDocument(uri);
	const editor = await vscode.window.showTextDocument(document, editorColumn(uri));
	editor.selection = new vscode.Selection(range.end, range.start);
	editor.revealRange(range.with({ end: range.start }), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
