import * as vscode from 'vscode';
import type { InputSources } from '../workflows/chooseInput';
import type { ConfigurationFiles } from './configurationFiles';
import type { DocumentChoices } from './documentChoices';
import { settingIds } from './manifestIds';
import { readProvenance, readSidecarTask } from './taskDefinition';

/** Settings that say how sets are read. */
const inputSettings = [settingIds.formats, settingIds.loss, settingIds.leadingMeasure];

/** What decides, beside its text, how a document is read: the user's choices, the sidecar, the configuration and a setting. */
export class DocumentSources implements vscode.Disposable {
	private readonly changed = new vscode.EventEmitter<vscode.Uri | undefined>();
	private readonly subscriptions: vscode.Disposable;

	/** The document to read again, or all of them. A sidecar is watched with the sets. */
	readonly onDidChange = this.changed.event;

	constructor(
		private readonly choices: DocumentChoices,
		private readonly configurations: ConfigurationFiles,
	) {
		this.subscriptions = vscode.Disposable.from(
			this.changed,
			choices.onDidChange(uri => this.changed.fire(uri)),
			configurations.onDidChange(() => this.changed.fire(undefined)),
			vscode.workspace.onDidChangeConfiguration(change => {
				if (inputSettings.some(id => change.affectsConfiguration(id))) {
					this.changed.fire(undefined);
				}
			}),
		);
	}

	async of(uri: vscode.Uri): Promise<InputSources> {
		const [{ measureWishes, preferredFormat, ruleSettings }, sidecar, provenance, configured] = await Promise.all([
			import('./settings'),
			readSidecarTask(uri),
			readProvenance(uri),
			this.configurations.settingsOf(uri),
		]);
		return {
			chosen: this.choices.get(uri),
			sidecar,
			provenance,
			configured,
			preferredFormat: preferredFormat(uri),
			preferredRules: ruleSettings(uri),
			preferredWishes: measureWishes(uri),
		};
	}

	dispose(): void {
		this.subscriptions.dispose();
	}
}
