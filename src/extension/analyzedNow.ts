import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { UserError } from '../base/errors';
import type { AnalyzedSet } from '../workflows/analyze';
import { currentAnalysis } from './setState';
import type { SetStore } from './setStore';

/**
 * The set as the probe has read it, by its present text. One that was not read yet, as it is large or the setting says so, is read now.
 *
 * @throws {UserError} `set.notAnalyzed`
 */
export async function analyzedNow(sets: SetStore, uri: vscode.Uri): Promise<AnalyzedSet> {
	const known = await sets.whenIdle(uri);
	const analyzed = known === undefined ? undefined : currentAnalysis(known);
	if (analyzed !== undefined) {
		return analyzed;
	}
	await sets.analyze(uri);
	const state = sets.get(uri);
	const read = state === undefined ? undefined : currentAnalysis(state);
	if (read === undefined) {
		throw new UserError(
			'set.notAnalyzed',
			l10n.t('The probe has not read this set. Demoscope: Analyze reads it, or says what is in the way.'),
			'usage',
		);
	}
	return read;
}
