import * as vscode from 'vscode';
import { UserError } from '../base/errors';
import { shownAnalysis, type SetState } from './setState';

interface RegionItem extends vscode.QuickPickItem {
	readonly region: number;
}

/**
 * Asks which region of a set is meant, sparse ones first.
 *
 * @throws {UserError} `set.notAnalyzed`
 */
export async function pickRegion(state: SetState | undefined): Promise<number | undefined> {
	const regions = state === undefined ? [] : shownAnalysis(state).regions;
	if (regions.length === 0) {
		throw new UserError('set.notAnalyzed', 'The set has no regions yet. Run Demoscope: Analyze first.', 'usage');
	}
	const items = regions
		.toSorted((a, b) => Number(b.sparse) - Number(a.sparse) || a.size - b.size)
		.map(({ id, name, size, sparse }): RegionItem => ({
			region: id,
			label: name,
			description: `${size} demonstration${size === 1 ? '' : 's'}${sparse ? ', sparse' : ''}`,
		}));
	const chosen = await vscode.window.showQuickPick(items, {
		title: 'Fill This Region',
		placeHolder: 'Your language model writes candidates for it',
	});
	return chosen?.region;
}
