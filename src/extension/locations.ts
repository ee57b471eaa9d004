import * as vscode from 'vscode';
import type { Range, TextEdit } from '../base/textRange';

export function editorRange({ start, end }: Range): vscode.Range {
	return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** One undoable change of a document out of edits of its present text. */
export function workspaceEdit(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
	const change = new vscode.WorkspaceEdit();
	for (const { span, newText } of edits) {
		const range = new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
		change.replace(document.uri, range, newText);
	}
	return change;
}

/** Where the document is shown already, if it is, so that it does not take the panel's place. */
export function editorColumn(uri: vscode.Uri): vscode.ViewColumn {
	const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
	return editor?.viewColumn ?? vscode.ViewColumn.One;
}
