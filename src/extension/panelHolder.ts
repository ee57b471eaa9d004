import * as l10n from '@vscode/l10n';
import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { UserError } from '../base/errors';
import type { ExportKind } from '../protocol/panel';
import { panelViewType } from './manifestIds';
import type { Panel, PanelActions, PanelSources } from './panel';

/** Holds the one panel there is, and loads its code when it is first wanted. */
export class PanelHolder implements vscode.Disposable {
	private current: vscode.WebviewPanel | undefined;
	private panel: Panel | undefined;

	constructor(
		private readonly sources: PanelSources,
		private readonly actions: PanelActions,
	) {}

	/** Shows the panel beside the editor, which keeps the focus. */
	async open(): Promise<void> {
		if (this.current !== undefined) {
			this.current.reveal(undefined, true);
			return;
		}
		const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
		await this.adopt(vscode.window.createWebviewPanel(panelViewType, 'Demoscope', column));
	}

	/**
	 * What the panel shows of a set, to be written to a file; it is opened for that.
	 *
	 * @throws {UserError} `panel.absent`, and what the page refuses
	 */
	async draw(uri: vscode.Uri, kind: ExportKind): Promise<string> {
		await this.open();
		if (this.panel === undefined) {
			throw new UserError('panel.absent', l10n.t('The panel was closed. Try once more.'), 'usage');
		}
		return await this.panel.draw(uri, kind);
	}

	dispose(): void {
		this.current?.dispose();
	}

	/** Fills a frame: a new one, or one that the editor has again after it was reloaded. */
	async adopt(panel: vscode.WebviewPanel): Promise<void> {
		this.current?.dispose();
		this.current = panel;
		panel.onDidDispose(() => {
			if (this.current === panel) {
				this.current = undefined;
				this.panel = undefined;
			}
		});
		const { Panel } = await import('./panel');
		await setImmediate(); // loading it and making it have a turn each
		const adopted = new Panel(panel, this.sources, this.actions);
		if (this.current === panel) {
			this.panel = adopted;
		}
	}
}
