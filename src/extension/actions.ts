import * as vscode from 'vscode';
import type { Services } from '../workflows/services';
import type { Acceptance } from './acceptance';
import { editorRange, rangeOf } from './locations';
import type { ModelMeasures } from './modelMeasures';
import type { PanelActions } from './panel';
import type { PickTarget } from './pickBest';
import type { PoolPicker } from './poolPicker';
import type { References } from './references';
import { shownAnalysis } from './setState';
import type { SetStore } from './setStore';
import type { Suggester } from './suggester';

export interface ActionParts {
	readonly sets: SetStore;
	readonly picker: PoolPicker;
	readonly suggester: Suggester;
	readonly acceptance: Acceptance;
	readonly services: Services;
	readonly references: References;
	readonly measures: ModelMeasures;
}

/** What commands and panel can do to a set: one implementation for both. */
export interface SetActions extends PanelActions {
	/** Suggests from this pool, or from one that the user picks, and says so when nothing was found. */
	suggest(uri: vscode.Uri, region: number | null, pool?: vscode.Uri): Promise<void>;
	/** Picks the most diverse few; asks for what is not given. */
	pickBest(uri: vscode.Uri, count?: number, target?: PickTarget): Promise<void>;
}

export function setActions(parts: ActionParts): SetActions {
	const { sets, picker, suggester, acceptance, services, references, measures } = parts;
	async function suggest(uri: vscode.Uri, region: number | null, given?: vscode.Uri): Promise<void> {
		const pool = given ?? (await picker.pick(await vscode.workspace.openTextDocument(uri)));
		if (pool === undefined) {
			return;
		}
		const found = await suggester.suggest(uri, pool, region);
		if (found === 0) {
			const name = vscode.workspace.asRelativePath(pool);
			void vscode.window.showInformationMessage(
				`Nothing in ${name} would add to the diversity of ${region === null ? 'the sparse regions' : 'this region'}.`,
			);
		}
	}

	return {
		suggest,
		suggestFromPool: suggest,
		pickBest: async (uri, count, target) =>
			(await import('./pickBest')).pickBest({ services, sets }, uri, count, target),
		analyze: uri => sets.analyze(uri),
		cancel: uri => {
			sets.cancel(uri);
			suggester.cancel(uri);
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
		reject: (uri, ids) => acceptance.reject(uri, ids),
	};
}

/** Selects it with the cursor at its beginning, so that a long line is not scrolled to its end. */
async function showDemonstration(uri: vscode.Uri, range: vscode.Range): Promise<void> {
	const document = await vscode.workspace.openTextDocument(uri);
	const editor = await vscode.window.showTextDocument(document, columnOf(uri));
	editor.selection = new vscode.Selection(range.end, range.start);
	editor.revealRange(range.with({ end: range.start }), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Where the document is shown already, if it is, so that it does not take the panel's place. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn {
	const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
	return editor?.viewColumn ?? vscode.ViewColumn.One;
}
