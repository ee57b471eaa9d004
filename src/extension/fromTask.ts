import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Synthesis } from '../protocol/candidate';
import type { SetStore } from './setStore';
import type { Synthesizer } from './synthesizer';

export interface FromTaskParts {
	readonly sets: SetStore;
	readonly synthesizer: Synthesizer;
}

/**
 * Demonstrations from a task definition: for the active set, on top of what it holds, or for a new document that holds the
 * definition and so far nothing else.
 *
 * @param task asked for where it is not given
 * @returns what came of it; nothing where the user has thought better
 */
export async function synthesizeFromTask(
	{ sets, synthesizer }: FromTaskParts,
	uri: vscode.Uri | undefined,
	task?: string,
): Promise<Synthesis | undefined> {
	const set = uri === undefined ? undefined : sets.get(uri)?.inspected.set;
	const known = set?.task?.text;
	if (task === undefined && uri !== undefined && known !== undefined && set !== undefined) {
		const place = await askPlace(uri);
		if (place === undefined) {
			return undefined;
		}
		if (place === 'here') {
			return set.demonstrations.length === 0 ? await synthesizer.begin(uri, known) : await synthesizer.extend(uri);
		}
	}
	const definition = task ?? (await askTask(known));
	if (definition === undefined) {
		return undefined;
	}
	const document = await vscode.workspace.openTextDocument({ language: 'json', content: emptySet(definition) });
	await vscode.window.showTextDocument(document, { preview: false, viewColumn: vscode.ViewColumn.One });
	return await synthesizer.begin(document.uri, definition);
}

async function askPlace(uri: vscode.Uri): Promise<'here' | 'new' | undefined> {
	const name = uri.path.split('/').at(-1) ?? uri.path;
	const items: readonly (vscode.QuickPickItem & { readonly place: 'here' | 'new' })[] = [
		{
			place: 'here',
			label: l10n.t('For {0}', name),
			iconPath: new vscode.ThemeIcon('add'),
			detail: l10n.t('From its task definition; measured against what it holds.'),
		},
		{
			place: 'new',
			label: l10n.t('For a new file'),
			iconPath: new vscode.ThemeIcon('new-file'),
			detail: l10n.t('From a task definition that you write.'),
		},
	];
	return (await vscode.window.showQuickPick(items, { title: l10n.t('Synthesize from Task Definition') }))?.place;
}

async function askTask(known: string | undefined): Promise<string | undefined> {
	const text = await vscode.window.showInputBox({
		title: l10n.t('Synthesize from Task Definition'),
		prompt: l10n.t('Say what the task is: what an input is, and what its output must be.'),
		ignoreFocusOut: true,
		...(known === undefined ? {} : { value: known }),
		validateInput: value => (value.trim() === '' ? l10n.t('A task definition says something.') : undefined),
	});
	return text?.trim();
}

/** A file in the format of Natural Instructions, which has a place for the definition. */
function emptySet(definition: string): string {
	return `${JSON.stringify({ Definition: [definition], 'Positive Examples': [], 'Negative Examples': [], Instances: [] }, undefined, 4)}\n`;
}
