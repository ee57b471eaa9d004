import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { UserError } from '../base/errors';
import { editorRange } from './locations';
import type { SetState } from './setState';
import { sidecarOf } from './taskDefinition';

/**
 * Takes the user to where the task definition is written. One that the file has is selected there; any other is edited
 * in the sidecar, which is created, as a change that can be undone, with what the configuration says.
 *
 * @throws {UserError} `task.unsaved`, `task.refused`
 */
export async function editTaskDefinition({ uri, inspected }: SetState): Promise<void> {
	const { task } = inspected.set;
	if (task?.source === 'file' && task.span !== undefined) {
		const selection = editorRange(inspected.lines.range(task.span));
		await vscode.window.showTextDocument(uri, { selection });
		return;
	}
	const sidecar = sidecarOf(uri);
	if (sidecar === undefined) {
		throw new UserError('task.unsaved', l10n.t('Save the file first: its task definition is kept beside it.'), 'usage');
	}
	if (!(await exists(sidecar))) {
		const change = new vscode.WorkspaceEdit();
		const text = task === undefined ? '' : `${task.text}\n`;
		change.createFile(sidecar, { contents: new TextEncoder().encode(text), ignoreIfExists: true });
		if (!(await vscode.workspace.applyEdit(change))) {
			throw new UserError('task.refused', l10n.t('The editor could not create the file for the task definition.'));
		}
	}
	await vscode.window.showTextDocument(sidecar, { viewColumn: vscode.ViewColumn.Beside });
}

function exists(uri: vscode.Uri): Promise<boolean> {
	return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
		() => true,
		() => false,
	);
}
