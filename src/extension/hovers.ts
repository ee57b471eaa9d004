import type * as vscode from 'vscode';
import type { EditorProbe } from './editorProbe';
import { currentAnalysis, isOutdated } from './setState';
import type { SetStore } from './setStore';
import { showsHovers } from './settings';

/** Shows on a demonstration what the probe read of it. */
export class ReadingHovers implements vscode.HoverProvider {
	constructor(
		private readonly sets: SetStore,
		private readonly probe: EditorProbe,
	) {}

	async provideHover(
		{ uri, version }: vscode.TextDocument,
		position: vscode.Position,
		token: vscode.CancellationToken,
	): Promise<vscode.Hover | undefined> {
		const state = this.sets.get(uri);
		const analyzed = state === undefined ? undefined : currentAnalysis(state);
		if (state?.version !== version || analyzed === undefined || isOutdated(state) || !showsHovers(uri)) {
			return undefined;
		}
		const { readingHover } = await import('./readingHover');
		return await readingHover(this.probe, uri, analyzed, position, token);
	}
}
