import { posix } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../base/errors';
import { configurationName } from '../configuration/configurationName';
import type { SetSettings } from '../configuration/configuration';
import { ConfigurationDiagnostics } from './configurationDiagnostics';
import type { Notices } from './notices';
import { isAbsolutePath } from './paths';

const largestBytes = 1024 * 1024;

/** What is configured for a document, and the folder that its paths are relative to. */
export interface ConfiguredSet {
	readonly settings: SetSettings;
	readonly folder: vscode.Uri;
}

/** The `.demoscope.yaml` files of the workspace, read when they are asked for. */
export class ConfigurationFiles implements vscode.Disposable {
	private readonly changed = new vscode.EventEmitter<void>();
	private readonly subscriptions: vscode.Disposable;

	/** One of them came, changed or went. */
	readonly onDidChange = this.changed.event;

	private readonly diagnostics = new ConfigurationDiagnostics();

	constructor(private readonly notices: Notices) {
		const watcher = vscode.workspace.createFileSystemWatcher(`**/${configurationName}`);
		const tell = (): void => {
			notices.forget();
			this.changed.fire();
		};
		this.subscriptions = vscode.Disposable.from(
			this.changed,
			this.diagnostics,
			watcher,
			watcher.onDidCreate(tell),
			watcher.onDidChange(tell),
			watcher.onDidDelete(uri => {
				this.diagnostics.forget(uri);
				tell();
			}),
		);
	}

	/**
	 * What is configured for a document: by the file in its folder, or in the nearest folder above it up to the workspace
	 * folder. A file with a mistake is said once, shows it as a
	 * problem, and configures nothing.
	 */
	async settingsOf(uri: vscode.Uri): Promise<SetSettings | undefined> {
		return (await this.of(uri))?.settings;
	}

	/** The same, with the folder of that file. */
	async of(uri: vscode.Uri): Promise<ConfiguredSet | undefined> {
		const found = await this.find(uri);
		const settings = found === undefined ? undefined : await this.settingsIn(found.folder, found.bytes, uri);
		return found === undefined || settings === undefined ? undefined : { settings, folder: found.folder };
	}

	/** The file that configures a document, if there is one. */
	async fileFor(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
		const found = await this.find(uri);
		return found === undefined ? undefined : vscode.Uri.joinPath(found.folder, configurationName);
	}

	/** Where a new one would stand: in the workspace folder, or beside a document that is in none. */
	placeFor(uri: vscode.Uri): vscode.Uri {
		const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri ?? vscode.Uri.joinPath(uri, '..');
		return vscode.Uri.joinPath(folder, configurationName);
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	private async find(
		uri: vscode.Uri,
	): Promise<{ readonly folder: vscode.Uri; readonly bytes: Uint8Array } | undefined> {
		if (uri.scheme === 'untitled') {
			return undefined;
		}
		const own = vscode.Uri.joinPath(uri, '..');
		const last = vscode.workspace.getWorkspaceFolder(uri)?.uri ?? own;
		for (let folder = own; ; folder = vscode.Uri.joinPath(folder, '..')) {
			const bytes = await readFile(vscode.Uri.joinPath(folder, configurationName));
			if (bytes !== undefined) {
				return { folder, bytes };
			}
			if (folder.path.length <= last.path.length) {
				return undefined;
			}
		}
	}

	/** The validation set that is configured for a document; there need not be such a file. */
	async validationOf(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
		const configured = await this.of(uri);
		const path = configured?.settings.validation;
		if (configured === undefined || path === undefined) {
			return undefined;
		}
		return isAbsolutePath(path) ? vscode.Uri.file(path) : vscode.Uri.joinPath(configured.folder, path);
	}

	private async settingsIn(folder: vscode.Uri, bytes: Uint8Array, uri: vscode.Uri): Promise<SetSettings | undefined> {
		const [{ readConfiguration }, { settingsFor }] = await Promise.all([
			import('../configuration/readConfiguration'),
			import('../configuration/settingsFor'),
		]);
		const file = vscode.Uri.joinPath(folder, configurationName);
		const text = new TextDecoder().decode(bytes);
		this.diagnostics.read(file, text);
		try {
			const configuration = readConfiguration({ name: vscode.workspace.asRelativePath(file, false), text });
			return settingsFor(configuration, posix.relative(folder.path, uri.path));
		} catch (error) {
			if (!UserError.is(error)) {
				throw error;
			}
			this.notices.showFailureOnce(error, this.notices.describe(error));
			return undefined;
		}
	}
}

/** The file's bytes; nothing where there is no such file, or one that no person has written. */
async function readFile(uri: vscode.Uri): Promise<Uint8Array | undefined> {
	try {
		const { type, size } = await vscode.workspace.fs.stat(uri);
		const isReadable = (type & vscode.FileType.File) !== 0 && size <= largestBytes;
		return isReadable ? await vscode.workspace.fs.readFile(uri) : undefined;
	} catch {
		return undefined;
	}
}
