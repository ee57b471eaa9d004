import type * as vscode from 'vscode';
import { numbersOf, type Analysis, type DemonstrationView } from '../protocol/analysis';
import { editorRange } from './locations';

/** Where a demonstration stands, by its id. */
export function rangeOf(
	{ demonstrations }: { readonly demonstrations: readonly DemonstrationView[] },
	id: string,
): vscode.Range | undefined {
	const demonstration = demonstrations[(numbersOf(demonstrations).get(id) ?? 0) - 1];
	return demonstration === undefined ? undefined : editorRange(demonstration.range);
}

/** Ids of the demonstrations that any of the selections touches. */
export function demonstrationsAt(analysis: Analysis, selections: readonly vscode.Range[]): string[] {
	return analysis.demonstrations
		.filter(({ range }) => selections.some(selection => selection.intersection(editorRange(range)) !== undefined))
		.map(({ id }) => id);
}
