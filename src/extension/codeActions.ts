import * as vscode from 'vscode';
import type { Finding } from '../protocol/analysis';
import { removeEdits } from '../workflows/accept';
import { editorRange, workspaceEdit } from './locations';
import { commandIds } from './manifestIds';
import { isOutdated, shownAnalysis, type SetState } from './setState';
import type { SetStore } from './setStore';

/** Quick fixes of findings: take the demonstration away, or look at the one it is about. */
export class FindingCodeActions implements vscode.CodeActionProvider {
	static readonly kinds = [vscode.CodeActionKind.QuickFix];

	constructor(private readonly sets: SetStore) {}

	provideCodeActions(
		document: vscode.TextDocument,
		range: vscode.Range,
		context: vscode.CodeActionContext,
	): vscode.CodeAction[] {
		const state = this.sets.get(document.uri);
		if (state?.version !== document.version || isOutdated(state)) {
			// Findings of another text: their places would be wrong. They are offered again once it is read.
			return [];
		}
		return shownAnalysis(state)
			.findings.filter(finding => editorRange(finding.range).intersection(range) !== undefined)
			.flatMap(finding => {
				const diagnostics = context.diagnostics.filter(
					({ source, range: place, message }) =>
						source === 'demoscope' && message === finding.message && place.isEqual(editorRange(finding.range)),
				);
				return [...this.removal(document, state, finding), ...this.visits(state, finding)].map(action =>
					Object.assign(action, { diagnostics }),
				);
			});
	}

	private removal(document: vscode.TextDocument, state: SetState, { demonstration }: Finding): vscode.CodeAction[] {
		if (demonstration === undefined) {
			return [];
		}
		const action = new vscode.CodeAction(`Remove demonstration ${demonstration}`, vscode.CodeActionKind.QuickFix);
		action.edit = workspaceEdit(document, removeEdits(state.inspected, demonstration));
		return [action];
	}

	private visits(state: SetState, { related }: Finding): vscode.CodeAction[] {
		return related.map(id => {
			const action = new vscode.CodeAction(`Go to demonstration ${id}`, vscode.CodeActionKind.QuickFix);
			action.command = {
				command: commandIds.goToDemonstration,
				title: action.title,
				arguments: [state.uri, id],
			};
			return action;
		});
	}
}
