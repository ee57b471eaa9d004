import * as assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../src/extension/extensionApi';
import { currentAnalysis, type SetState } from '../../../src/extension/setState';
import type { Analysis } from '../../../src/protocol/analysis';

/** Milliseconds in which the extension must have done what a test waits for. Small machines are slow with the probe. */
const patience = 60_000;

/** The extension under test, activated, and what it tells of itself. */
export async function activateDemoscope(): Promise<vscode.Extension<ExtensionApi>> {
	const extension = vscode.extensions.getExtension<ExtensionApi>('demoscope.demoscope');
	assert.ok(extension, 'VS Code does not know the extension demoscope.demoscope');
	await extension.activate();
	return extension;
}

export async function demoscope(): Promise<ExtensionApi> {
	return (await activateDemoscope()).exports;
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

/** Writes a file to the test workspace. */
export async function writeFile(name: string, content: string | Uint8Array): Promise<vscode.Uri> {
	const uri = workspaceFile(name);
	await vscode.workspace.fs.writeFile(uri, typeof content === 'string' ? Buffer.from(content) : content);
	return uri;
}

/** Writes a new file and opens it in the active editor; `name` and content decide the format. */
export async function openContent(name: string, content: string | Uint8Array): Promise<vscode.TextEditor> {
	await writeFile(name, content);
	return openDocument(name);
}

/** A JSON Lines file with an input and an output a line. */
export function jsonLines(demonstrations: readonly (readonly [input: string, output: string])[]): string {
	return demonstrations.map(([input, output]) => `${JSON.stringify({ input, output })}\n`).join('');
}

/** What lies on the disk. */
export async function bytesOf(document: vscode.TextDocument): Promise<Buffer> {
	return Buffer.from(await vscode.workspace.fs.readFile(document.uri));
}

/** Saves the document and gives what lies on the disk then. */
export async function savedBytes(document: vscode.TextDocument): Promise<Buffer> {
	assert.ok(await document.save(), `${path.basename(document.fileName)} could not be saved`);
	return bytesOf(document);
}

/** Closes every editor, giving up what is not saved. */
export async function closeEditors(): Promise<void> {
	while (vscode.window.activeTextEditor?.document.isDirty === true) {
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
	}
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Sets a setting of the workspace, or takes it back. */
export async function setSetting(id: string, value: unknown): Promise<void> {
	await vscode.workspace.getConfiguration().update(id, value, vscode.ConfigurationTarget.Workspace);
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
		await new Promise(resolve => setTimeout(resolve, 20));
	}
}

/** Waits until what is known of the document is as wanted. */
export async function waitForState(
	document: vscode.TextDocument,
	what: string,
	isWanted: (state: SetState) => boolean,
): Promise<SetState> {
	const api = await demoscope();
	return waitFor(
		`${path.basename(document.fileName)} ${what}`,
		() => {
			const state = api.setOf(document.uri);
			return state !== undefined && isWanted(state) ? state : undefined;
		},
		() => describeState(document, api.setOf(document.uri)),
	);
}

/** Waits until the probe has read the document's present text, and gives what was measured. */
export async function waitForAnalysis(document: vscode.TextDocument): Promise<Analysis> {
	const state = await waitForState(
		document,
		'to be analyzed',
		({ version, progress, failure, ...rest }) =>
			version === document.version &&
			progress === undefined &&
			(failure !== undefined || currentAnalysis({ version, ...rest }) !== undefined),
	);
	assert.equal(state.failure, undefined);
	assert.ok(state.analyzed);
	return state.analyzed.analysis;
}

function describeState(document: vscode.TextDocument, state: SetState | undefined): string {
	if (state === undefined) {
		return 'no set';
	}
	const { version, progress, failure, analyzed } = state;
	const reading = progress === undefined ? 'idle' : `${progress.message} ${progress.done}/${progress.total}`;
	return `version ${version} of ${document.version}, ${reading}, ${failure ?? (analyzed ? 'analyzed' : 'not analyzed')}`;
}

/** The rule id of a finding. */
export function ruleOf(diagnostic: vscode.Diagnostic): string {
	return String(typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code);
}

/** The findings that the document shows now; of one rule where it is given. */
export function diagnosticsOf(document: vscode.TextDocument, rule?: string): vscode.Diagnostic[] {
	return vscode.languages
		.getDiagnostics(document.uri)
		.filter(diagnostic => diagnostic.source === 'demoscope' && (rule === undefined || ruleOf(diagnostic) === rule));
}

/** Waits for findings of this rule on the document. */
export async function waitForDiagnostics(document: vscode.TextDocument, rule: string): Promise<vscode.Diagnostic[]> {
	return waitFor(
		`${rule} on ${path.basename(document.fileName)}`,
		() => {
			const found = diagnosticsOf(document, rule);
			return found.length > 0 ? found : undefined;
		},
		() => diagnosticsOf(document).map(ruleOf).join(', ') || 'no diagnostic at all',
	);
}

/** Waits for the only finding of this rule. */
export async function waitForDiagnostic(document: vscode.TextDocument, rule: string): Promise<vscode.Diagnostic> {
	const [diagnostic, ...others] = await waitForDiagnostics(document, rule);
	assert.ok(diagnostic);
	assert.deepEqual(others, []);
	return diagnostic;
}

/** Waits until the document has no finding of this rule. */
export async function waitUntilGone(document: vscode.TextDocument, rule: string): Promise<void> {
	await waitFor(
		`${rule} to go from ${path.basename(document.fileName)}`,
		() => (diagnosticsOf(document, rule).length === 0 ? true : undefined),
		() =>
			diagnosticsOf(document, rule)
				.map(diagnostic => diagnostic.message)
				.join('; '),
	);
}

/** The quick fixes of the extension that are offered at this range. */
export async function codeActionsAt(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
	const kind = vscode.CodeActionKind.QuickFix.value;
	return vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, range, kind);
}

/** Runs the code action whose title matches, at this range, as a click on it would. */
export async function runCodeAction(document: vscode.TextDocument, range: vscode.Range, title: RegExp): Promise<void> {
	let offered: vscode.CodeAction[] = [];
	const action = await waitFor(
		`a code action ${String(title)}`,
		async () => {
			offered = await codeActionsAt(document, range);
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
			shown = await codeLensesOf(document);
			return shown.find(lens => title.test(lens.command?.title ?? ''));
		},
		() => shown.map(lens => lens.command?.title ?? '(unresolved)').join(', ') || 'no CodeLens at all',
	);
}

export async function codeLensesOf(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
	return vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri, 1000);
}

/** A message that the editor was told to show. */
export interface Message {
	readonly severity: 'error' | 'warning' | 'information';
	readonly text: string;
	/** Of a message that has to be answered. */
	readonly detail: string;
	readonly actions: readonly string[];
}

/** Undoes the last change of the document, as in its editor. */
export async function undoIn(document: vscode.TextDocument): Promise<void> {
	await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
	await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
	const { version } = document;
	await vscode.commands.executeCommand('undo');
	await waitFor('the undo', () => (document.version > version ? true : undefined));
}

/**
 * Runs `during` while messages are written down instead of shown; each counts as closed at once, unless there is an answer to it.
 *
 * @param answer the button that is pressed
 */
export async function withMessages(
	during: (messages: readonly Message[]) => Promise<void>,
	answer: (message: Message) => string | undefined = () => undefined,
): Promise<void> {
	const messages: Message[] = [];
	const window: MessageWindow = vscode.window;
	const { showErrorMessage, showWarningMessage, showInformationMessage } = window;
	const catcher =
		(severity: Message['severity']): ShowMessage =>
		(text, ...actions) => {
			const [options] = actions;
			const detail =
				typeof options === 'object' && options !== null && 'detail' in options ? String(options.detail) : '';
			const message = { severity, text, detail, actions: actions.filter(action => typeof action === 'string') };
			messages.push(message);
			return Promise.resolve(answer(message));
		};
	window.showErrorMessage = catcher('error');
	window.showWarningMessage = catcher('warning');
	window.showInformationMessage = catcher('information');
	try {
		await during(messages);
	} finally {
		Object.assign(window, { showErrorMessage, showWarningMessage, showInformationMessage });
	}
}

type ShowMessage = (text: string, ...actions: unknown[]) => Thenable<string | undefined>;

/** The part of `vscode.window` that is replaced. The extension and this suite are given the same one. */
interface MessageWindow {
	showErrorMessage: ShowMessage;
	showWarningMessage: ShowMessage;
	showInformationMessage: ShowMessage;
}
