import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { UserError } from '../base/errors';
import type { TextEdit } from '../base/textRange';
import { numbersOf, type Finding, type RuleId } from '../protocol/analysis';
import { removeEdits } from '../workflows/accept';
import type { InspectedSet } from '../workflows/inspect';
import { editorRange, workspaceEdit } from './locations';
import { commandIds } from './manifestIds';
import { shownFindings, type SetState } from './setState';
import type { SetStore } from './setStore';

/** Findings that speak against what a demonstration says, not against the file. */
const replaceable: ReadonlySet<RuleId> = new Set([
	'near-duplicate',
	'conflicting-label',
	'inconsistent',
	'low-contribution',
	'unverified-answer',
]);

/** Findings whose related demonstrations are the twin of theirs. */
const ofTwins: ReadonlySet<RuleId> = new Set(['near-duplicate', 'low-contribution']);

/** Quick fixes of findings: take the demonstration away, have another one written, look at the one it is about, or say that it is well as it is. */
export class FindingCodeActions implements vscode.CodeActionProvider {
	static readonly kinds = [vscode.CodeActionKind.QuickFix];

	constructor(private readonly sets: SetStore) {}

	provideCodeActions(
		document: vscode.TextDocument,
		range: vscode.Range,
		context: vscode.CodeActionContext,
	): vscode.CodeAction[] {
		const state = this.sets.get(document.uri);
		if (state?.version !== document.version) {
			// Findings of another text: their places would be wrong. They are offered again once it is read.
			return [];
		}
		return shownFindings(state)
			.findings.filter(finding => editorRange(finding.range).intersection(range) !== undefined)
			.flatMap(finding => {
				const diagnostics = context.diagnostics.filter(
					({ source, range: place, message }) =>
						source === 'demoscope' && message === finding.message && place.isEqual(editorRange(finding.range)),
				);
				const { demonstration } = finding;
				const edits = demonstration === undefined ? undefined : removalEdits(state.inspected, demonstration);
				return [
					...(edits === undefined ? [] : [this.removal(document, edits), ...this.replacement(state, finding)]),
					...this.visits(state, finding),
					this.ignoring(state, finding),
				].map(action => Object.assign(action, { diagnostics }));
			});
	}

	private removal(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.CodeAction {
		const action = new vscode.CodeAction(l10n.t('Remove this demonstration'), vscode.CodeActionKind.QuickFix);
		action.edit = workspaceEdit(document, edits);
		return action;
	}

	private ignoring(state: SetState, { rule, demonstration, range }: Finding): vscode.CodeAction {
		const action = new vscode.CodeAction(l10n.t('Ignore here ({0})', rule), vscode.CodeActionKind.QuickFix);
		action.command = {
			command: commandIds.ignoreFinding,
			title: action.title,
			arguments: [state.uri, { rule, demonstration, range }],
		};
		return action;
	}

	private replacement(state: SetState, { rule, demonstration }: Finding): vscode.CodeAction[] {
		if (!replaceable.has(rule)) {
			return [];
		}
		const action = new vscode.CodeAction(l10n.t('Replace with a synthesized one…'), vscode.CodeActionKind.QuickFix);
		action.command = {
			command: commandIds.replaceDemonstration,
			title: action.title,
			arguments: [state.uri, demonstration],
		};
		return [action];
	}

	private visits(state: SetState, { rule, related }: Finding): vscode.CodeAction[] {
		const numbers = numbersOf(shownFindings(state).demonstrations);
		return related.map(id => {
			const action = new vscode.CodeAction(
				ofTwins.has(rule)
					? l10n.t('Go to twin (demonstration {0})', numbers.get(id) ?? '')
					: l10n.t('Go to demonstration {0}', numbers.get(id) ?? ''),
				vscode.CodeActionKind.QuickFix,
			);
			action.command = {
				command: commandIds.goToDemonstration,
				title: action.title,
				arguments: [state.uri, id],
			};
			return action;
		});
	}
}

/** Nothing where the file has to keep it, as with a test case that others are made from. */
function removalEdits(inspected: InspectedSet, id: string): readonly TextEdit[] | undefined {
	try {
		return removeEdits(inspected, id);
	} catch (error) {
		if (UserError.is(error, 'format.cannotRemove')) {
			return undefined;
		}
		throw error;
	}
}
