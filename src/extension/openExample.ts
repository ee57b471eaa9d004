import * as vscode from 'vscode';

/** Opens a small set with a few weak spots, which belongs to nobody until it is saved. */
export async function openExample(extensionUri: vscode.Uri): Promise<void> {
	const file = vscode.Uri.joinPath(extensionUri, 'media', 'walkthrough', 'example.jsonl');
	const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
	const document = await vscode.workspace.openTextDocument({ language: 'jsonl', content });
	await vscode.window.showTextDocument(document);
}
