import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { UserError, isAbort } from '../base/errors';
import type { TextEdit } from '../base/textRange';
import { decimal } from '../base/writtenNumbers';
import { keepOnly } from '../demonstrations/keepOnly';
import { newFileText } from '../demonstrations/newFile';
import type { Selection } from '../protocol/selection';
import type { InspectedSet } from '../workflows/inspect';
import { select } from '../workflows/select';
import type { Services } from '../workflows/services';
import { workspaceEdit } from './locations';
import type { SetStore } from './setStore';
import { progressSteps } from './progressSteps';

/** As many as prompts usually show. */
const usualCount = 8;

/** What is done with the chosen: a new document with them, or this one without the others. */
export type PickTarget = 'new' | 'here';

export interface PickBestParts {
	readonly services: Services;
	readonly sets: SetStore;
}

/**
 * Chooses the most diverse few of a document's demonstrations. The document changes only where the user says so, in one step.
 *
 * @param count asked for where it is not given; so is the target
 * @throws {UserError} `pick.tooFew`, `pick.changed`, and what reading and writing throw
 */
export async function pickBest(
	{ services, sets }: PickBestParts,
	uri: vscode.Uri,
	count?: number,
	target?: PickTarget,
): Promise<void> {
	const inspected = (await sets.whenIdle(uri))?.inspected;
	const size = inspected?.set.demonstrations.length ?? 0;
	if (inspected === undefined || size < 2) {
		throw new UserError(
			'pick.tooFew',
			l10n.t('There is nothing to pick from: the file holds fewer than two demonstrations.'),
		);
	}
	const wanted = count ?? (await askCount(size));
	if (wanted === undefined) {
		return;
	}
	const selection = await selectWithProgress(services, inspected, wanted);
	if (selection === undefined) {
		return;
	}
	const where = target ?? (await askTarget(selection));
	if (where === 'new') {
		await openNew(uri, inspected, selection);
	} else if (where === 'here') {
		await keepHere(uri, inspected, selection);
	}
}

async function askCount(size: number): Promise<number | undefined> {
	const text = await vscode.window.showInputBox({
		title: l10n.t('Pick Best k'),
		prompt: l10n.t('How many of the {0} demonstrations? Those that are most diverse together are picked.', size),
		value: String(Math.min(usualCount, size - 1)),
		validateInput: value =>
			/^\d+$/.test(value.trim()) && Number(value) >= 1 && Number(value) < size
				? undefined
				: l10n.t('A whole number from 1 to {0}.', size - 1),
	});
	return text === undefined ? undefined : Number(text);
}

async function selectWithProgress(
	services: Services,
	inspected: InspectedSet,
	count: number,
): Promise<Selection | undefined> {
	const controller = new AbortController();
	try {
		return await vscode.window.withProgress(
			{ location: vscode.ProgressLocation.Notification, title: 'Demoscope', cancellable: true },
			(progress, token) => {
				token.onCancellationRequested(() => controller.abort());
				const show = progressSteps(progress);
				show({ message: l10n.t('Reading demonstrations'), done: 0, total: 0 });
				return select(services, inspected, {
					count,
					signal: controller.signal,
					onProgress: show,
				});
			},
		);
	} catch (error) {
		if (isAbort(error)) {
			return undefined;
		}
		throw error;
	}
}

async function askTarget({ demonstrations, count, gVendi }: Selection): Promise<PickTarget | undefined> {
	const items: readonly (vscode.QuickPickItem & { readonly target: PickTarget })[] = [
		{
			target: 'new',
			label: l10n.t('Open them as a new file'),
			iconPath: new vscode.ThemeIcon('new-file'),
			detail: l10n.t('This file stays as it is.'),
		},
		{
			target: 'here',
			label: l10n.t('Remove the other {0} from this file', count - demonstrations.length),
			iconPath: new vscode.ThemeIcon('trash'),
			detail: l10n.t('One step, which Undo takes back.'),
		},
	];
	const { mean } = gVendi.random;
	const chosen = await vscode.window.showQuickPick(items, {
		title: l10n.t('Picked {0} of {1}', demonstrations.length, count),
		placeHolder: l10n.t(
			'Diversity {0}; random choices of as many reach {1}. What now?',
			decimal(gVendi.chosen, 1),
			decimal(mean, 1),
		),
	});
	return chosen?.target;
}

/** As they are written in their file where its format can leave the others out, and else as JSON Lines. */
async function openNew(uri: vscode.Uri, inspected: InspectedSet, selection: Selection): Promise<void> {
	const { languageId } = await vscode.workspace.openTextDocument(uri);
	const opened = await vscode.workspace.openTextDocument(contentOf(inspected, selection, languageId));
	await vscode.window.showTextDocument(opened, { preview: false });
}

function contentOf(
	inspected: InspectedSet,
	selection: Selection,
	language: string,
): { readonly content: string; readonly language: string } {
	try {
		return { content: kept(inspected, selection), language };
	} catch (error) {
		if (!UserError.is(error)) {
			throw error;
		}
		const { text } = newFileText('picked.jsonl', selection.demonstrations, inspected.set.task?.text);
		return { content: text, language: 'jsonl' };
	}
}

async function keepHere(uri: vscode.Uri, inspected: InspectedSet, selection: Selection): Promise<void> {
	const document = await vscode.workspace.openTextDocument(uri);
	const text = kept(inspected, selection);
	if (document.getText() !== inspected.document.text) {
		throw new UserError(
			'pick.changed',
			l10n.t('The file has changed since the demonstrations were picked. Pick again.'),
		);
	}
	const applied = await vscode.workspace.applyEdit(workspaceEdit(document, [smallestEdit(document.getText(), text)]));
	if (!applied) {
		throw new UserError(
			'pick.refused',
			l10n.t('The editor refused the change. Try again once the file can be edited.'),
		);
	}
}

function kept({ format, document, set, options }: InspectedSet, { demonstrations }: Selection): string {
	return keepOnly(
		format,
		document,
		set,
		demonstrations.map(({ id }) => id),
		options,
	);
}

/** One edit that leaves the common beginning and end of two texts alone. */
function smallestEdit(before: string, after: string): TextEdit {
	const most = Math.min(before.length, after.length);
	let start = 0;
	while (start < most && before[start] === after[start]) {
		start++;
	}
	let end = 0;
	while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) {
		end++;
	}
	return { span: { start, end: before.length - end }, newText: after.slice(start, after.length - end) };
}
