import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

interface PoolItem extends vscode.QuickPickItem {
	/** None for *Browse*. */
	readonly pool?: vscode.Uri;
}

/** What a file of labelled examples is asked for. */
export interface PoolPurpose {
	/** Under which the answer is remembered. */
	readonly key: string;
	readonly title: string;
	readonly placeHolder: string;
	readonly browse: string;
}

export const poolPurpose = (): PoolPurpose => ({
	key: 'pool',
	title: l10n.t('Suggest from Pool'),
	placeHolder: l10n.t('Choose a file of labelled examples to suggest from'),
	browse: l10n.t('Suggest from This'),
});

export const validationPurpose = (): PoolPurpose => ({
	key: 'validation',
	title: l10n.t('Validation Set'),
	placeHolder: l10n.t('Choose labelled examples that stand for real use. They never become demonstrations.'),
	browse: l10n.t('Use This'),
});

/** Asks for a file of labelled examples, and remembers the answer for each document. */
export class PoolPicker {
	constructor(
		private readonly memory: vscode.Memento,
		private readonly purpose: PoolPurpose,
	) {}

	async pick(document: vscode.TextDocument): Promise<vscode.Uri | undefined> {
		const chosen = await vscode.window.showQuickPick(this.items(document), {
			title: this.purpose.title,
			placeHolder: this.purpose.placeHolder,
			matchOnDescription: true,
		});
		const pool = chosen === undefined ? undefined : (chosen.pool ?? (await browse(document.uri, this.purpose)));
		if (pool !== undefined) {
			await this.memory.update(this.keyOf(document.uri), pool.toString());
		}
		return pool;
	}

	private keyOf(uri: vscode.Uri): string {
		return `${this.purpose.key}:${uri.toString()}`;
	}

	private async items(document: vscode.TextDocument): Promise<PoolItem[]> {
		const { configuredPools, poolsInWorkspace } = await import('./poolFiles');
		const last = this.memory.get<string>(this.keyOf(document.uri));
		const lastUri = last === undefined ? [] : [vscode.Uri.parse(last)];
		const inWorkspace = await poolsInWorkspace(document.uri, document.getText().length);
		const pools = new Map<string, PoolItem>();
		const add = (uris: readonly vscode.Uri[], detail?: string) => {
			for (const pool of uris.filter(uri => !pools.has(uri.toString()))) {
				pools.set(pool.toString(), {
					pool,
					label: pool.path.split('/').at(-1) ?? pool.path,
					description: folderOf(pool),
					...(detail === undefined ? {} : { detail }),
				});
			}
		};
		add(lastUri, l10n.t('Used last for this file'));
		add(configuredPools(document.uri), l10n.t('From the setting demoscope.pools'));
		add(inWorkspace);
		return [
			...pools.values(),
			{ label: l10n.t('Browse…'), iconPath: new vscode.ThemeIcon('folder-opened'), alwaysShow: true },
		];
	}
}

/** The file's folder for people; nothing for the workspace's own. */
function folderOf(file: vscode.Uri): string {
	const folder = vscode.Uri.joinPath(file, '..');
	const isRoot = vscode.workspace.workspaceFolders?.some(({ uri }) => uri.toString() === folder.toString());
	return isRoot === true ? '' : vscode.workspace.asRelativePath(folder);
}

async function browse(document: vscode.Uri, purpose: PoolPurpose): Promise<vscode.Uri | undefined> {
	const chosen = await vscode.window.showOpenDialog({
		title: purpose.title,
		openLabel: purpose.browse,
		...(document.scheme === 'untitled' ? {} : { defaultUri: vscode.Uri.joinPath(document, '..') }),
	});
	return chosen?.[0];
}
