import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { UserError } from '../base/errors';
import { applyEdits, type TextEdit } from '../base/textRange';
import type { PendingCandidate } from '../protocol/review';
import type { AcceptedCandidate } from '../workflows/accept';
import type { InspectedSet } from '../workflows/inspect';
import { provenanceLine, provenanceRecord } from '../workflows/review/provenance';
import { withAccepted, withEdit, withRejected, type Texts } from '../workflows/review/reviewList';
import type { CandidateStore } from './candidateStore';
import { workspaceEdit } from './locations';
import type { DocumentSources } from './documentSources';
import { appendProvenance } from './provenanceFile';
import type { SetStore } from './setStore';
import { provenancePlace } from './settings';

/** Edits that accept, and what their metadata has no place in. */
interface Acceptable {
	readonly edits: readonly TextEdit[];
	readonly hasMetadata: boolean;
}

/** Puts reviewed candidates into their documents, one change after the other. */
export class Acceptance {
	private last: Promise<unknown> = Promise.resolve();

	constructor(
		private readonly sets: SetStore,
		private readonly candidates: CandidateStore,
		private readonly sources: DocumentSources,
	) {}

	/**
	 * Puts candidates into the document as one change that can be undone. They leave the list only once they stand there.
	 *
	 * @throws {UserError} `accept.unrecognised`, `accept.refused`, `accept.gone`, `provenance.unwritable`, `format.*`
	 */
	accept(uri: vscode.Uri, ids: readonly string[]): Promise<void> {
		const turn = this.last.then(() => this.apply(uri, ids));
		this.last = turn.catch(() => undefined);
		return turn;
	}

	/** @param why in the author's words; may be empty */
	async reject(uri: vscode.Uri, ids: readonly string[], why: string): Promise<void> {
		await this.candidates.update(uri, review => withRejected(review, ids, why));
	}

	/**
	 * Gives a candidate a text of the author's own; it is then measured again.
	 *
	 * @throws {UserError} `edit.empty`, and `format.cannotInsert` where the file cannot hold it
	 */
	async edit(uri: vscode.Uri, id: string, texts: Texts): Promise<void> {
		if (texts.input.trim() === '' || texts.output.trim() === '') {
			throw new UserError('edit.empty', l10n.t('A demonstration needs an input and an output. Write both.'), 'usage');
		}
		const inspected = await this.inspected(uri);
		const { acceptEdits } = await import('../workflows/accept');
		acceptEdits(inspected, [texts]);
		await this.candidates.update(uri, review => withEdit(review, id, texts));
	}

	/** The document's text once the candidates were accepted; its present text where they are gone. */
	async preview(uri: vscode.Uri, ids: readonly string[]): Promise<string> {
		const chosen = this.chosen(uri, ids);
		const inspected = await this.inspected(uri);
		const { edits } = await acceptable(inspected, chosen, provenancePlace(uri) === 'metadata');
		return applyEdits(inspected.document.text, edits);
	}

	private async apply(uri: vscode.Uri, ids: readonly string[]): Promise<void> {
		const chosen = this.chosen(uri, ids);
		if (chosen.length === 0) {
			return;
		}
		const place = provenancePlace(uri);
		const document = await vscode.workspace.openTextDocument(uri);
		const inspected = await this.inspected(uri);
		const { edits, hasMetadata } = await acceptable(inspected, chosen, place === 'metadata');
		if (document.getText() !== inspected.document.text) {
			throw new UserError('accept.changed', l10n.t('The file changed at the same moment. Accept again.'));
		}
		const applied = await vscode.workspace.applyEdit(workspaceEdit(document, edits));
		if (!applied) {
			throw new UserError(
				'accept.refused',
				l10n.t('The editor refused the change. Try again once the file can be edited.'),
			);
		}
		await this.candidates.update(uri, review =>
			withAccepted(
				review,
				chosen.map(({ id }) => id),
			),
		);
		if (place !== 'none' && !hasMetadata) {
			await appendProvenance(uri, chosen.map(provenanceLine));
		}
	}

	private chosen(uri: vscode.Uri, ids: readonly string[]): readonly PendingCandidate[] {
		return this.candidates.get(uri)?.candidates.filter(({ id }) => ids.includes(id)) ?? [];
	}

	private async inspected(uri: vscode.Uri): Promise<InspectedSet> {
		const { inspectDocument } = await import('./readSet');
		const document = await vscode.workspace.openTextDocument(uri);
		const inspected = await inspectDocument(document, this.sources, this.sets.get(uri)?.inspected);
		if (inspected === undefined) {
			throw new UserError(
				'accept.unrecognised',
				l10n.t('The file no longer holds demonstrations in a known format. Undo the last edits and accept again.'),
			);
		}
		return inspected;
	}
}

/** @param wantsMetadata whether provenance is to stand in the demonstrations themselves */
async function acceptable(
	inspected: InspectedSet,
	chosen: readonly PendingCandidate[],
	wantsMetadata: boolean,
): Promise<Acceptable> {
	const { reviewEdits } = await import('../workflows/accept');
	const bare: readonly AcceptedCandidate[] = chosen.map(({ input, output, replaces }) => ({ input, output, replaces }));
	const plain = reviewEdits(inspected, bare);
	if (!wantsMetadata) {
		return { edits: plain, hasMetadata: false };
	}
	const told = reviewEdits(
		inspected,
		bare.map((candidate, index) => {
			const pending = chosen[index];
			return pending === undefined ? candidate : { ...candidate, metadata: provenanceRecord(pending) };
		}),
	);
	const { text } = inspected.document;
	const hasMetadata = applyEdits(text, told) !== applyEdits(text, plain);
	return { edits: hasMetadata ? told : plain, hasMetadata };
}
