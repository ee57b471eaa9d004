import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Acceptance } from './acceptance';
import type { CandidateStore } from './candidateStore';
import { editorColumn } from './locations';
import { previewScheme } from './manifestIds';
import type { SetStore } from './setStore';

/** Shows a document as it would be with candidates accepted: read-only texts, kept up to date while they are looked at. */
export class CandidatePreview implements vscode.TextDocumentContentProvider, vscode.Disposable {
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();
	private readonly subscriptions: vscode.Disposable;

	readonly onDidChange = this.changed.event;

	constructor(
		sets: SetStore,
		candidates: CandidateStore,
		private readonly acceptance: Acceptance,
	) {
		const refresh = (uri: vscode.Uri): void => {
			for (const { uri: shown } of vscode.workspace.textDocuments) {
				if (shown.scheme === previewScheme && originalOf(shown).uri.toString() === uri.toString()) {
					this.changed.fire(shown);
				}
			}
		};
		this.subscriptions = vscode.Disposable.from(
			this.changed,
			sets.onDidChange(refresh),
			candidates.onDidChange(refresh),
			vscode.workspace.registerTextDocumentContentProvider(previewScheme, this),
		);
	}

	async provideTextDocumentContent(preview: vscode.Uri): Promise<string> {
		const { uri, ids } = originalOf(preview);
		return await this.acceptance.preview(uri, ids);
	}

	/** Opens the comparison of the document with itself after the acceptance, in the document's own column. */
	async show(uri: vscode.Uri, ids: readonly string[]): Promise<void> {
		// What is in the way of accepting is said here, not in an empty editor.
		await this.acceptance.preview(uri, ids);
		const name = uri.path.split('/').at(-1) ?? uri.path;
		const preview = uri.with({
			scheme: previewScheme,
			authority: '',
			query: JSON.stringify({ uri: uri.toString(), ids }),
			fragment: '',
		});
		const title =
			ids.length === 1 ? l10n.t('{0}: with the candidate', name) : l10n.t('{0}: with {1} candidates', name, ids.length);
		await vscode.commands.executeCommand('vscode.diff', uri, preview, title, {
			preview: true,
			viewColumn: editorColumn(uri),
		});
	}

	dispose(): void {
		this.subscriptions.dispose();
	}
}

function originalOf(preview: vscode.Uri): { readonly uri: vscode.Uri; readonly ids: readonly string[] } {
	const { uri, ids } = JSON.parse(preview.query) as { uri: string; ids: readonly string[] };
	return { uri: vscode.Uri.parse(uri), ids };
}
