import * as vscode from 'vscode';
import { UserError } from '../base/errors';
import { acceptEdits } from '../workflows/accept';
import type { CandidateStore } from './candidateStore';
import { workspaceEdit } from './locations';
import type { DocumentSources } from './documentSources';
import type { SetStore } from './setStore';

/** Puts reviewed candidates into their documents, one change after the other. */
export class Acceptance {
	private last: Promise<unknown> = Promise.resolve();

	constructor(
		private readonly sets: SetStore,
		private readonly candidates: CandidateStore,
		private readonly sources: DocumentSources,
	) {}

	/**
	 * Adds candidates to the document as one change that can be undone. They leave the list only once they stand there.
	 *
	 * @throws {UserError} `accept.unrecognised`, `accept.refused`
	 */
	accept(uri: vscode.Uri, ids: readonly string[]): Promise<void> {
		const turn = this.last.then(() => this.apply(uri, ids));
		this.last = turn.catch(() => undefined);
		return turn;
	}

	async reject(uri: vscode.Uri, ids: readonly string[]): Promise<void> {
		await this.candidates.remove(uri, ids);
	}

	private async apply(uri: vscode.Uri, ids: readonly string[]): Promise<void> {
		const chosen = this.candidates.get(uri)?.candidates.filter(({ id }) => ids.includes(id)) ?? [];
		if (chosen.length === 0) {
			return;
		}
		const { inspectDocument } = await import('./readSet');
		const document = await vscode.workspace.openTextDocument(uri);
		const inspected = await inspectDocument(document, this.sources, this.sets.get(uri)?.inspected);
		if (inspected === undefined) {
			throw new UserError(
				'accept.unrecognised',
				'The file no longer holds demonstrations in a known format. Undo the last edits and accept again.',
			);
		}
		// The text that was inspected is the document's present one: nothing has been awaited since.
		const applied = await vscode.workspace.applyEdit(workspaceEdit(document, acceptEdits(inspected, chosen)));
		if (!applied) {
			throw new UserError('accept.refused', 'The editor refused the change. Try again once the file can be edited.');
		}
		await this.candidates.remove(
			uri,
			chosen.map(({ id }) => id),
		);
	}
}
