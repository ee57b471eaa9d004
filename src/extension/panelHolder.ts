import * as vscode from 'vscode';
import { panelViewType } from './manifestIds';
import type { PanelActions, PanelSources } from './panel';

/** Holds the one panel there is, and loads its code when it is first wanted. */
export class PanelHolder implements vscode.Disposable, vscode.WebviewPanelSerializer {
	private current: vscode.WebviewPanel | undefined;
	private readonly registration = vscode.window.registerWebviewPanelSerializer(panelViewType, this);

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

	/** The editor was reloaded and has the panel's frame again. */
	async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
		await this.adopt(panel);
	}

	dispose(): void {
		this.registration.dispose();
		this.current?.dispose();
	}

	private async adopt(panel: vscode.WebviewPanel): Promise<void> {
		this.current?.dispose();
		this.current = panel;
		panel.onDidDispose(() => {
			if (this.current === panel) {
				this.current = undefined;
			}
		});
		const { Panel } = await import('./panel');
		new Panel(panel, this.sources, this.actions);
	}
}
