import * as vscode from 'vscode';
import type { InspectedSet } from '../workflows/inspect';
import type { ConfigurationFiles } from './configurationFiles';
import type { DocumentSources } from './documentSources';
import type { PoolPicker } from './poolPicker';

/** Finds the validation set of a document: the configured one, or one that the user picks. */
export class ValidationSets {
	constructor(
		private readonly configurations: ConfigurationFiles,
		private readonly picker: PoolPicker,
		private readonly sources: DocumentSources,
	) {}

	/**
	 * The configured one, without asking; nothing in a workspace that is not trusted, which may not choose what is read and sent.
	 *
	 * @throws {UserError} `pool.*`, `format.unknown`
	 */
	async configured(uri: vscode.Uri): Promise<InspectedSet | undefined> {
		const file = vscode.workspace.isTrusted ? await this.configurations.validationOf(uri) : undefined;
		return file === undefined ? undefined : await this.read(file);
	}

	/**
	 * @param given asked for where neither this nor the configuration names one
	 * @returns nothing where the user has thought better
	 * @throws {UserError} `pool.*`, `format.unknown`
	 */
	async choose(uri: vscode.Uri, given?: vscode.Uri): Promise<InspectedSet | undefined> {
		if (given !== undefined) {
			return await this.read(given);
		}
		const configured = await this.configured(uri);
		if (configured !== undefined) {
			return configured;
		}
		const picked = await this.picker.pick(await vscode.workspace.openTextDocument(uri));
		return picked === undefined ? undefined : await this.read(picked);
	}

	private async read(file: vscode.Uri): Promise<InspectedSet> {
		const { inspectPool } = await import('./poolFiles');
		return await inspectPool(file, this.sources);
	}
}
