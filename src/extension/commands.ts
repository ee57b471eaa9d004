import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { SetActions } from './actions';
import type { ActiveSet } from './activeSet';
import { editTaskDefinition } from './editTaskDefinition';
import type { LanguageModels } from './languageModels';
import { commandIds, walkthroughId, type CommandId } from './manifestIds';
import { pickRegion } from './pickRegion';
import type { ReadingChooser } from './readingChooser';
import type { SetState } from './setState';

export interface CommandParts {
	readonly active: ActiveSet;
	readonly actions: SetActions;
	readonly chooser: ReadingChooser;
	readonly models: LanguageModels;
	/** What is known of a document. */
	stateOf(uri: vscode.Uri): SetState | undefined;
	openPanel(): Promise<void>;
	ignoreFinding(uri: vscode.Uri, finding: unknown): Promise<void>;
	compareWithFormer(uri: vscode.Uri, former: 'saved' | 'HEAD'): Promise<void>;
	restartProbe(): void;
	connectService(): Promise<void>;
	openExample(): Promise<void>;
	showLog(): void;
}

export type Commands = Readonly<Record<CommandId, (...values: unknown[]) => unknown>>;

/** What every command of the manifest does. Those that speak of a set take its URI, or mean the active one. */
export function commandsOf({ active, actions, chooser, models, ...parts }: CommandParts): Commands {
	const withSet =
		(run: (uri: vscode.Uri, ...values: unknown[]) => Promise<void>) =>
		async (given: unknown, ...values: unknown[]) => {
			const uri = given instanceof vscode.Uri ? given : active.state?.uri;
			if (uri === undefined) {
				void vscode.window.showInformationMessage(l10n.t('Open a file of demonstrations first.'));
			} else {
				await run(uri, ...values);
			}
		};

	return {
		[commandIds.analyze]: withSet(uri => actions.analyze(uri)),
		[commandIds.cancel]: withSet(uri => actions.cancel(uri)),
		[commandIds.openPanel]: () => parts.openPanel(),
		[commandIds.suggestFromPool]: withSet(async (uri, pool) => {
			await parts.openPanel();
			await actions.suggest(uri, null, pool instanceof vscode.Uri ? pool : undefined);
		}),
		[commandIds.fillSparseRegions]: withSet(async uri => {
			await parts.openPanel();
			await actions.fillWithModel(uri, null);
		}),
		[commandIds.fillRegion]: withSet(async (uri, region) => {
			const chosen = region === null || typeof region === 'number' ? region : await pickRegion(parts.stateOf(uri));
			if (chosen !== undefined) {
				await parts.openPanel();
				await actions.fillWithModel(uri, chosen);
			}
		}),
		[commandIds.replaceDemonstration]: withSet(async (uri, id) => {
			if (typeof id === 'string') {
				await parts.openPanel();
				await actions.replaceWithModel(uri, id);
			}
		}),
		[commandIds.synthesizeFromTask]: async (given, task) => {
			await actions.synthesizeFromTask(given instanceof vscode.Uri ? given : active.state?.uri, optionalText(task));
			await parts.openPanel();
		},
		[commandIds.extrapolateErrors]: withSet(async (uri, validation) => {
			await parts.openPanel();
			await actions.extrapolateErrors(uri, validation instanceof vscode.Uri ? validation : undefined);
		}),
		[commandIds.evaluate]: withSet(async (uri, validation) => {
			await parts.openPanel();
			await actions.evaluate(uri, validation instanceof vscode.Uri ? validation : undefined);
		}),
		[commandIds.goToDemonstration]: withSet(async (uri, id) => {
			if (typeof id === 'string') {
				await actions.openDemonstration(uri, id);
			}
		}),
		[commandIds.ignoreFinding]: withSet((uri, finding) => parts.ignoreFinding(uri, finding)),
		[commandIds.compareWithSaved]: withSet(uri => parts.compareWithFormer(uri, 'saved')),
		[commandIds.compareWithHead]: withSet(uri => parts.compareWithFormer(uri, 'HEAD')),
		[commandIds.exportMap]: withSet((uri, target) =>
			actions.export(uri, 'map', target instanceof vscode.Uri ? target : undefined),
		),
		[commandIds.exportReport]: withSet((uri, target) =>
			actions.export(uri, 'report', target instanceof vscode.Uri ? target : undefined),
		),
		[commandIds.clearHistory]: withSet(uri => actions.clearHistory(uri)),
		[commandIds.pickBest]: withSet((uri, count, target) =>
			actions.pickBest(uri, optionalNumber(count), target === 'new' || target === 'here' ? target : undefined),
		),
		[commandIds.setTaskDefinition]: withSet(async uri => {
			const state = parts.stateOf(uri);
			if (state === undefined) {
				void vscode.window.showInformationMessage(
					l10n.t('This file holds no demonstrations that a task definition could be for.'),
				);
			} else {
				await editTaskDefinition(state);
			}
		}),
		[commandIds.chooseFormat]: async (given, format) => {
			// For a document that is not recognised as well.
			const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
			if (uri === undefined) {
				void vscode.window.showInformationMessage(l10n.t('Open a file first.'));
			} else {
				await chooser.chooseFormat(uri, optionalText(format));
			}
		},
		[commandIds.chooseSet]: withSet((uri, name) => chooser.chooseSet(uri, optionalText(name))),
		[commandIds.chooseProbe]: async () => (await import('./chooseProbe')).chooseProbe(),
		[commandIds.chooseModel]: () => models.choose(),
		[commandIds.setApiKey]: async () => (await import('./setApiKey')).setApiKey(models),
		[commandIds.connectService]: () => parts.connectService(),
		[commandIds.restartProbe]: () => parts.restartProbe(),
		[commandIds.openWalkthrough]: () =>
			vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthroughId, false),
		[commandIds.openExample]: () => parts.openExample(),
		[commandIds.showLog]: () => parts.showLog(),
	};
}

function optionalText(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

function optionalNumber(value: unknown): number | undefined {
	return typeof value === 'number' ? value : undefined;
}
