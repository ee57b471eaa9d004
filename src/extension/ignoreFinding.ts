import * as l10n from '@vscode/l10n';
import { posix } from 'node:path';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { UserError } from '../base/errors';
import { changeBetween } from '../base/textChange';
import { configurationName } from '../configuration/configurationName';
import type { Ignored } from '../configuration/configuration';
import { withIgnored } from '../configuration/writeIgnored';
import { ignoreMarkEdits } from '../demonstrations/ignoreMarks';
import { ignoredEntry } from '../findings/ignored';
import { findingSchema } from '../protocol/analysis';
import type { ConfigurationFiles } from './configurationFiles';
import type { DocumentSources } from './documentSources';
import { editorRange, workspaceEdit } from './locations';
import type { SetStore } from './setStore';

export interface IgnoreParts {
	readonly sets: SetStore;
	readonly sources: DocumentSources;
	readonly configurations: ConfigurationFiles;
}

/** What the quick fix hands over of a finding. */
const placeSchema = z.pick(findingSchema, { rule: true, demonstration: true, range: true });

/**
 * Notes that a finding is to be ignored: in the document where its format has a place for that, and else in the configuration, by
 * a hash of the text. One change that can be undone.
 *
 * @throws {UserError} `ignore.untitled`, `ignore.refused`, `ignore.unrecognised`, and what writing the configuration throws
 */
export async function ignoreFinding(
	{ sets, sources, configurations }: IgnoreParts,
	uri: vscode.Uri,
	finding: unknown,
): Promise<void> {
	const { rule, demonstration, range } = placeSchema.parse(finding);
	const { inspectDocument } = await import('./readSet');
	const document = await vscode.workspace.openTextDocument(uri);
	const inspected = await inspectDocument(document, sources, sets.get(uri)?.inspected);
	if (inspected === undefined) {
		throw new UserError(
			'ignore.unrecognised',
			l10n.t('The file no longer holds demonstrations in a known format. Undo the last edits and try again.'),
		);
	}
	const { format, set, options, document: source } = inspected;
	const edits =
		demonstration === undefined ? undefined : ignoreMarkEdits(format, source, set, demonstration, rule, options);
	if (edits !== undefined) {
		// The text that was inspected is the document's present one: nothing has been awaited since.
		await apply(workspaceEdit(document, edits));
		return;
	}
	const place = editorRange(range);
	const span = { start: document.offsetAt(place.start), end: document.offsetAt(place.end) };
	const entry = ignoredEntry(source, set, rule, { span, ...(demonstration === undefined ? {} : { demonstration }) });
	await noteInConfiguration(uri, entry, configurations);
}

async function noteInConfiguration(uri: vscode.Uri, entry: Ignored, configurations: ConfigurationFiles): Promise<void> {
	if (uri.scheme === 'untitled') {
		throw new UserError(
			'ignore.untitled',
			l10n.t('This file was never saved, and its format has no place for a note. Save it and try again.'),
		);
	}
	const found = await configurations.fileFor(uri);
	const folder = vscode.Uri.joinPath(found ?? configurations.placeFor(uri), '..');
	const file = vscode.Uri.joinPath(folder, configurationName);
	const path = posix.relative(folder.path, uri.path);
	const name = vscode.workspace.asRelativePath(file, false);
	const change = new vscode.WorkspaceEdit();
	if (found === undefined) {
		const contents = new TextEncoder().encode(withIgnored({ name, text: '' }, path, entry));
		change.createFile(file, { contents, ignoreIfExists: false, overwrite: false });
		await apply(change);
	} else {
		const document = await vscode.workspace.openTextDocument(file);
		const before = document.getText();
		const after = withIgnored({ name, text: before }, path, entry);
		const edit = changeBetween(before, after);
		if (edit === undefined) {
			return;
		}
		const range = new vscode.Range(document.positionAt(edit.start), document.positionAt(edit.oldEnd));
		change.replace(file, range, after.slice(edit.start, edit.newEnd));
		const wasDirty = document.isDirty;
		await apply(change);
		if (!wasDirty) {
			// It counts once it is saved; what someone is still writing there is theirs to save.
			await document.save();
		}
	}
	const open = l10n.t('Open');
	void vscode.window.showInformationMessage(l10n.t('Noted in {0}.', name), open).then(async chosen => {
		if (chosen === open) {
			await vscode.window.showTextDocument(file);
		}
	});
}

async function apply(change: vscode.WorkspaceEdit): Promise<void> {
	if (!(await vscode.workspace.applyEdit(change))) {
		throw new UserError(
			'ignore.refused',
			l10n.t('The editor refused the change. Try again once the file can be edited.'),
		);
	}
}
