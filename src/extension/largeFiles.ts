import * as vscode from 'vscode';
import type { Notices } from './notices';

/** The editor hands no larger files to extensions. */
const largestHandedBytes = 50 * 1024 * 1024;

const demonstrationFile = /\.(?:jsonl|ndjson|csv|tsv)$/i;

/** Says of files that are opened but never reach an extension, what to do with them instead. */
export function watchLargeFiles(notices: Notices): vscode.Disposable {
	return vscode.window.tabGroups.onDidChangeTabs(({ opened }) => {
		for (const { input } of opened) {
			if (input instanceof vscode.TabInputText && demonstrationFile.test(input.uri.path)) {
				void say(input.uri, notices);
			}
		}
	});
}

async function say(uri: vscode.Uri, notices: Notices): Promise<void> {
	const size = await vscode.workspace.fs.stat(uri).then(
		status => status.size,
		() => 0,
	);
	if (size > largestHandedBytes) {
		notices.fileTooLarge(vscode.workspace.asRelativePath(uri, false));
	}
}
