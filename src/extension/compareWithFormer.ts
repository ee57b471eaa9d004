import * as l10n from '@vscode/l10n';
import { posix } from 'node:path';
import * as vscode from 'vscode';
import { UserError, isAbort } from '../base/errors';
import { measureInspected } from '../workflows/analyze';
import { chooseInput } from '../workflows/chooseInput';
import { compareSets } from '../workflows/compareSets';
import { inspect, type InspectedSet } from '../workflows/inspect';
import type { Services } from '../workflows/services';
import { comparisonText } from './comparisonText';
import type { DocumentSources } from './documentSources';
import type { FormerTexts } from './formerTexts';
import { committedText } from './gitFiles';
import { currentAnalysis } from './setState';
import type { SetStore } from './setStore';

export type Former = 'saved' | 'HEAD';

export interface ComparisonParts {
	readonly services: Services;
	readonly sets: SetStore;
	readonly sources: DocumentSources;
	readonly formerTexts: FormerTexts;
}

/**
 * Opens a comparison of a document with what it was, and says how its scores have changed.
 *
 * @throws {UserError} `compare.untitled`, `compare.unreadable`, and what Git and the probe throw
 */
export async function compareWithFormer(
	{ services, sets, sources, formerTexts }: ComparisonParts,
	uri: vscode.Uri,
	former: Former,
): Promise<void> {
	const text = former === 'saved' ? await savedText(uri) : await committedText(uri);
	const name = posix.basename(uri.path);
	await vscode.commands.executeCommand(
		'vscode.diff',
		formerTexts.show(uri, former, text),
		uri,
		former === 'saved' ? l10n.t('{0} (saved ↔ now)', name) : l10n.t('{0} (HEAD ↔ now)', name),
	);
	const state = await sets.whenIdle(uri);
	if (state === undefined) {
		return;
	}
	const now = currentAnalysis(state) ?? state.inspected;
	const { document, format } = state.inspected;
	const input = chooseInput({ ...document, text }, await sources.of(uri));
	const before = inspect({ ...input, format: format.id });
	const measured = now === state.inspected ? before : await withProgress(services, before);
	if (measured !== undefined) {
		const change = comparisonText(compareSets(measured, now));
		void vscode.window.showInformationMessage(
			former === 'saved' ? l10n.t('Since it was saved: {0}.', change) : l10n.t('Since HEAD: {0}.', change),
		);
	}
}

/** Measures what was; nothing where the user cancelled. An empty set has no scores. */
async function withProgress(services: Services, before: InspectedSet): Promise<InspectedSet | undefined> {
	if (before.set.demonstrations.length === 0) {
		return before;
	}
	return await vscode.window.withProgress(
		{ location: vscode.ProgressLocation.Notification, title: l10n.t('Demoscope: reading what was'), cancellable: true },
		async (_, token) => {
			const controller = new AbortController();
			token.onCancellationRequested(() => controller.abort());
			try {
				return await measureInspected(services, before, {}, { signal: controller.signal, priority: 1 });
			} catch (error) {
				if (isAbort(error)) {
					return undefined;
				}
				throw error;
			}
		},
	);
}

async function savedText(uri: vscode.Uri): Promise<string> {
	if (uri.scheme === 'untitled') {
		throw new UserError(
			'compare.untitled',
			l10n.t('This file was never saved, so there is nothing to compare it with.'),
		);
	}
	try {
		return await vscode.workspace.decode(await vscode.workspace.fs.readFile(uri), { uri });
	} catch (cause) {
		throw new UserError(
			'compare.unreadable',
			l10n.t(
				'{0} cannot be read as it was saved. See whether it is still there.',
				vscode.workspace.asRelativePath(uri, false),
			),
			'input',
			{ cause },
		);
	}
}
