import { posix } from 'node:path';
import * as vscode from 'vscode';

const largestTaskBytes = 1024 * 1024;

/** Where the task definition of `NAME.ext` may stand: `NAME.task.md` beside it. Untitled documents have no such place. */
export function sidecarOf(uri: vscode.Uri): vscode.Uri | undefined {
	if (uri.scheme === 'untitled') {
		return undefined;
	}
	const { dir, name } = posix.parse(uri.path);
	return uri.with({ path: posix.join(dir, `${name}.task.md`) });
}

/** The sidecar's text, if there is one that says something. */
export async function readSidecarTask(uri: vscode.Uri): Promise<string | undefined> {
	const sidecar = sidecarOf(uri);
	if (sidecar === undefined) {
		return undefined;
	}
	try {
		if ((await vscode.workspace.fs.stat(sidecar)).size > largestTaskBytes) {
			return undefined;
		}
		const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(sidecar)).trim();
		return text === '' ? undefined : text;
	} catch {
		return undefined;
	}
}

/** Tells when a sidecar comes, changes or goes, inside the workspace; elsewhere it is read with the document. */
export function watchSidecars(changed: (sidecar: vscode.Uri) => void): vscode.Disposable {
	const watcher = vscode.workspace.createFileSystemWatcher('**/*.task.md');
	return vscode.Disposable.from(
		watcher,
		watcher.onDidCreate(changed),
		watcher.onDidChange(changed),
		watcher.onDidDelete(changed),
	);
}
