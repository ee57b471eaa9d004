import * as assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';

/** Milliseconds in which the extension must have done what a test waits for. */
const patience = 15_000;

/** The extension under test, activated. */
export async function activateDemoscope(): Promise<vscode.Extension<unknown>> {
	const extension = vscode.extensions.getExtension('demoscope.demoscope');
	assert.ok(extension, 'VS Code does not know the extension demoscope.demoscope');
	await extension.activate();
	return extension;
}

/** Uri of a file of the test workspace. */
export function workspaceFile(name: string): vscode.Uri {
	const folder = vscode.workspace.workspaceFolders?.[0];
	assert.ok(folder, 'no workspace folder is open');
	return vscode.Uri.joinPath(folder.uri, ...name.split('/'));
}

/** Opens a file of the test workspace in the active editor. */
export async function openDocument(name: string): Promise<vscode.TextEditor> {
	return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(workspaceFile(name)));
}

/** Opens a new file with this content; `name` decides the format. It is written to the test workspace. */
export async function openContent(name: string, content: string | Uint8Array): Promise<vscode.TextEditor> {
	await vscode.workspace.fs.writeFile(
		workspaceFile(name),
		typeof content === 'string' ? Buffer.from(content) : content,
	);
	return openDocument(name);
}

/** What lies on the disk. */
export async function bytesOf(document: vscode.TextDocument): Promise<Buffer> {
	return Buffer.from(await vscode.workspace.fs.readFile(document.uri));
}

/** Closes every editor, giving up what is not saved. */
export async function closeEditors(): Promise<void> {
	while (vscode.window.activeTextEditor?.document.isDirty === true) {
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
	}
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/**
 * Asks again and again until there is an answer.
 * @param what names what is waited for, in the message of the error that ends a vain wait
 * @param look gives the answer, or undefined when there is none yet
 * @param seen describes what is there instead
 */
export async function waitFor<T>(
	what: string,
	look: () => T | undefined | PromiseLike<T | undefined>,
	seen: () => string = () => 'nothing',
): Promise<T> {
	const end = Date.now() + patience;
	for (;;) {
		const answer = await look();
		if (answer !== undefined) {
			return answer;
		}
		if (Date.now() > end) {
			throw new Error(`waited ${patience} ms for ${what}, but there was ${seen()}`);
		}
		await new Promise(resolve => setTimeout(resolve, 50));
	}
}

/** The rule id of a finding. */
export function ruleOf(diagnostic: vscode.Diagnostic): string {
	return String(typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code);
}

/** Waits for findings of this rule on the document. */
export async function waitForDiagnostics(document: vscode.TextDocument, rule: string): Promise<vscode.Diagnostic[]> {
	const present = () => vscode.languages.getDiagnostics(document.uri);
	return waitFor(
		`${rule} on ${path.basename(document.fileName)}`,
		() => {
			const found = present().filter(diagnostic => ruleOf(diagnostic) === rule);
			return found.length > 0 ? found : undefined;
		},
		() => present().map(ruleOf).join(', ') || 'no diagnostic at all',
	);
}

/** Waits until the document has no finding of this rule. */
export async function waitUntilGone(document: vscode.TextDocument, rule: string): Promise<void> {
	const left = () => vscode.languages.getDiagnostics(document.uri).filter(diagnostic => ruleOf(diagnostic) === rule);
	await waitFor(
		`${rule} to go from ${path.basename(document.fileName)}`,
		() => (left().length === 0 ? true : undefined),
		() =>
			left()
				.map(diagnostic => diagnostic.message)
				.join('; '),
	);
}

/** Runs the code action whose title matches, at this range, as a click on it would. */
export async function runCodeAction(document: vscode.TextDocument, range: vscode.Range, title: RegExp): Promise<void> {
	let offered: vscode.CodeAction[] = [];
	const action = await waitFor(
		`a code action ${String(title)}`,
		async () => {
			offered = await vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, range);
			return offered.find(each => title.test(each.title));
		},
		() => offered.map(each => each.title).join(', ') || 'no code action at all',
	);
	if (action.edit) {
		assert.ok(await vscode.workspace.applyEdit(action.edit), `the edit of "${action.title}" was refused`);
	}
	if (action.command) {
		await vscode.commands.executeCommand(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
	}
}

/** Waits for a CodeLens of the document whose title matches. */
export async function waitForCodeLens(document: vscode.TextDocument, title: RegExp): Promise<vscode.CodeLens> {
	let shown: vscode.CodeLens[] = [];
	return waitFor(
		`a CodeLens ${String(title)}`,
		async () => {
			shown = await vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri, 1000);
			return shown.find(lens => title.test(lens.command?.title ?? ''));
		},
		() => shown.map(lens => lens.command?.title ?? '(unresolved)').join(', ') || 'no CodeLens at all',
	);
}
