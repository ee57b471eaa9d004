import * as l10n from '@vscode/l10n';
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
		throw new UserError(
			'set.notAnalyzed',
			l10n.t('The set has no regions yet. Run Demoscope: Analyze first.'),
			'usage',
		);
	}
	const items = regions
		.toSorted((a, b) => Number(b.sparse) - Number(a.sparse) || a.size - b.size)
		.map(({ id, name, size, sparse }): RegionItem => ({
			region: id,
			label: name,
			description: describeRegion(size, sparse),
		}));
	const chosen = await vscode.window.showQuickPick(items, {
		title: l10n.t('Fill This Region'),
		placeHolder: l10n.t('Your language model writes candidates for it'),
	});
	return chosen?.region;
}

function describeRegion(size: number, sparse: boolean): string {
	if (size === 1) {
		return sparse ? l10n.t('1 demonstration, sparse') : l10n.t('1 demonstration');
	}
	return sparse ? l10n.t('{0} demonstrations, sparse', size) : l10n.t('{0} demonstrations', size);
}
