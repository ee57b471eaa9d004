import * as vscode from 'vscode';

interface PoolItem extends vscode.QuickPickItem {
	/** None for *Browse*. */
	readonly pool?: vscode.Uri;
}

/** Asks for the pool to choose from, and remembers the answer for each document. */
export class PoolPicker {
	constructor(private readonly memory: vscode.Memento) {}

	async pick(document: vscode.TextDocument): Promise<vscode.Uri | undefined> {
		const chosen = await vscode.window.showQuickPick(this.items(document), {
			title: 'Suggest from Pool',
			placeHolder: 'Choose a file of labelled examples to suggest from',
			matchOnDescription: true,
		});
		const pool = chosen === undefined ? undefined : (chosen.pool ?? (await browse(document.uri)));
		if (pool !== undefined) {
			await this.memory.update(keyOf(document.uri), pool.toString());
		}
		return pool;
	}

	private async items(document: vscode.TextDocument): Promise<PoolItem[]> {
		const { configuredPools, poolsInWorkspace } = await import('./poolFiles');
		const last = this.memory.get<string>(keyOf(document.uri));
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
		add(lastUri, 'Used last for this file');
		add(configuredPools(document.uri), 'From the setting demoscope.pools');
		add(inWorkspace);
		return [...pools.values(), { label: '$(folder-opened) Browse…', alwaysShow: true }];
	}
}

/** The file's folder for people; nothing for the workspace's own. */
function folderOf(file: vscode.Uri): string {
	const folder = vscode.Uri.joinPath(file, '..');
	const isRoot = vscode.workspace.workspaceFolders?.some(({ uri }) => uri.toString() === folder.toString());
	return isRoot === true ? '' : vscode.workspace.asRelativePath(folder);
}

async function browse(document: vscode.Uri): Promise<vscode.Uri | undefined> {
	const chosen = await vscode.window.showOpenDialog({
		title: 'Choose a Pool',
		openLabel: 'Suggest from This',
		...(document.scheme === 'untitled' ? {} : { defaultUri: vscode.Uri.joinPath(document, '..') }),
	});
	return chosen?.[0];
}

function keyOf(uri: vscode.Uri): string {
	return `pool:${uri.toString()}`;
}
