import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { titleOf } from '../demonstrations/formatTitle';
import type { DocumentChoices } from './documentChoices';
import type { SetStore } from './setStore';

interface FormatItem extends vscode.QuickPickItem {
	/** None for finding out. */
	readonly format?: string;
}

/** Asks how a document is to be read: in which format, and which of its sets. */
export class ReadingChooser {
	constructor(
		private readonly sets: SetStore,
		private readonly choices: DocumentChoices,
	) {}

	/** @param given id of the format, where nobody needs to be asked */
	async chooseFormat(uri: vscode.Uri, given?: string): Promise<void> {
		const item = given === undefined ? await this.askFormat(uri) : { format: given };
		if (item !== undefined) {
			await this.choices.chooseFormat(uri, item.format);
		}
	}

	/** @param given name of the set, where nobody needs to be asked */
	async chooseSet(uri: vscode.Uri, given?: string): Promise<void> {
		const name = given ?? (await this.askSet(uri));
		if (name !== undefined) {
			await this.choices.chooseSet(uri, name);
		}
	}

	private async askFormat(uri: vscode.Uri): Promise<Pick<FormatItem, 'format'> | undefined> {
		const { claimsOf, formats } = await import('../demonstrations/registry');
		const document = await vscode.workspace.openTextDocument(uri);
		const source = { name: vscode.workspace.asRelativePath(uri, false), text: document.getText() };
		const claiming = claimsOf(source).map(({ format }) => format);
		const items = (listed: typeof formats): FormatItem[] =>
			listed.map(format => ({ label: titleOf(format), description: format.id, format: format.id }));
		return await vscode.window.showQuickPick<FormatItem>(
			[
				{
					label: l10n.t('Find Out'),
					iconPath: new vscode.ThemeIcon('sparkle'),
					description: l10n.t('As the configuration or the content says'),
				},
				...under(l10n.t('Recognised'), items(claiming)),
				...under(
					l10n.t('Others'),
					items(formats.filter(format => !claiming.includes(format) && format.isReadOnly !== true)),
				),
			],
			{
				title: l10n.t('Choose Format'),
				placeHolder: this.now(uri) ?? l10n.t('Not recognised so far'),
				matchOnDescription: true,
			},
		);
	}

	private async askSet(uri: vscode.Uri): Promise<string | undefined> {
		const { name, names = [] } = this.sets.get(uri)?.inspected.set ?? {};
		if (names.length < 2) {
			void vscode.window.showInformationMessage(l10n.t('This file holds one set of demonstrations.'));
			return undefined;
		}
		const chosen = await vscode.window.showQuickPick(
			names.map(label => ({ label, description: label === name ? l10n.t('shown now') : '' })),
			{ title: l10n.t('Choose Set'), placeHolder: l10n.t('Choose the set to look at') },
		);
		return chosen?.label;
	}

	private now(uri: vscode.Uri): string | undefined {
		const format = this.sets.get(uri)?.inspected.format;
		return format === undefined ? undefined : l10n.t('Read as {0} now', titleOf(format));
	}
}

/** Items with a line above them, if there are any. */
function under(label: string, items: readonly FormatItem[]): readonly FormatItem[] {
	return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}
