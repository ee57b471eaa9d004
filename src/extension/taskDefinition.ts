import { posix } from 'node:path';
import * as vscode from 'vscode';

const largestTaskBytes = 1024 * 1024;
const largestProvenanceBytes = 16 * 1024 * 1024;

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
	const text = (await readBeside(sidecarOf(uri), largestTaskBytes))?.trim() ?? '';
	return text === '' ? undefined : text;
}

/** The text that says where accepted candidates of a document came from: `FILE.provenance.jsonl` beside it. */
export async function readProvenance(uri: vscode.Uri): Promise<string | undefined> {
	const beside = uri.scheme === 'untitled' ? undefined : uri.with({ path: `${uri.path}.provenance.jsonl` });
	return await readBeside(beside, largestProvenanceBytes);
}

async function readBeside(uri: vscode.Uri | undefined, mostBytes: number): Promise<string | undefined> {
	if (uri === undefined) {
		return undefined;
	}
	try {
		const { fs } = vscode.workspace;
		return (await fs.stat(uri)).size > mostBytes ? undefined : new TextDecoder().decode(await fs.readFile(uri));
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
