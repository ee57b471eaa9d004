import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../src/extension/extensionApi';
import { currentAnalysis, type SetState } from '../../src/extension/setState';
import { wordProblems } from '../workflows/wordProblems';

/** How often a state is looked at, in ms. */
const lookMilliseconds = 1;

/** Milliseconds after which something that does not come is given up. */
const patience = 400_000;

export async function demoscope(): Promise<ExtensionApi> {
	const extension = vscode.extensions.getExtension<ExtensionApi>('demoscope.demoscope');
	if (extension === undefined) {
		throw new Error('VS Code does not know the extension');
	}
	await extension.activate();
	return extension.exports;
}

/** Milliseconds since 1970 with fractions: the same in every process of this machine. */
export function epoch(): number {
	return performance.timeOrigin + performance.now();
}

/** Writes a set of word problems to the workspace. */
export async function writeSet(name: string, count: number): Promise<vscode.Uri> {
	const file = path.join(workspaceFolder(), name);
	await writeFile(file, `${(await wordProblems(count, process.env.DEMOSCOPE_BENCH_PROJECT)).join('\n')}\n`);
	return vscode.Uri.file(file);
}

export async function showSet(name: string, count: number): Promise<vscode.TextDocument> {
	const document = await vscode.workspace.openTextDocument(await writeSet(name, count));
	await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
	return document;
}

export async function closeEditors(): Promise<void> {
	while (vscode.window.activeTextEditor?.document.isDirty === true) {
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
	}
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Whether sets are read by the probe when they are opened. */
export async function analyzeOnOpen(value: boolean): Promise<void> {
	const { Workspace } = vscode.ConfigurationTarget;
	await vscode.workspace.getConfiguration().update('demoscope.analyzeOnOpen', value, Workspace);
}

/**
 * Waits until the findings of form are those of the present text, or the probe's findings too, or all that follows from its
 * readings; gives the time it was seen.
 */
export async function waitForSet(document: vscode.TextDocument, read: 'rules' | 'findings' | 'probe'): Promise<number> {
	const api = await demoscope();
	const isWhole = (state: SetState): boolean => state.progress === undefined && currentAnalysis(state) !== undefined;
	const isThere = (state: SetState | undefined): boolean =>
		state?.version === document.version &&
		(read === 'rules' || isWhole(state) || (read === 'findings' && state.isCompared === true));
	const end = performance.now() + patience;
	while (!isThere(api.setOf(document.uri))) {
		const failure = api.setOf(document.uri)?.failure;
		if (failure !== undefined || performance.now() > end) {
			throw new Error(failure ?? `${document.fileName} was not read within ${patience} ms`);
		}
		await wait(lookMilliseconds);
	}
	return epoch();
}

/** Exchanges a piece of a line, and gives when VS Code told extensions and how long it took to apply it, in ms. */
export async function change(
	document: vscode.TextDocument,
	range: vscode.Range,
	text: string,
): Promise<{ readonly told: number; readonly took: number }> {
	const edit = new vscode.WorkspaceEdit();
	edit.replace(document.uri, range, text);
	let told = Number.NaN;
	const listening = vscode.workspace.onDidChangeTextDocument(event => {
		if (event.document === document) {
			told = epoch();
		}
	});
	const started = epoch();
	try {
		if (!(await vscode.workspace.applyEdit(edit))) {
			throw new Error('an edit was refused');
		}
	} finally {
		listening.dispose();
	}
	return { told, took: epoch() - started };
}

/** The last number in a line, which the answer of a word problem ends with. */
export function lastNumber(document: vscode.TextDocument, line: number): vscode.Range {
	const { text } = document.lineAt(line);
	const match = /\d+(?=\D*$)/u.exec(text);
	if (match === null) {
		throw new Error(`line ${line} holds no number`);
	}
	return new vscode.Range(line, match.index, line, match.index + match[0].length);
}

function workspaceFolder(): string {
	const folder = vscode.workspace.workspaceFolders?.[0];
	if (folder === undefined) {
		throw new Error('no folder is open');
	}
	return folder.uri.fsPath;
}
