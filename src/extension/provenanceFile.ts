import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { UserError, messageOf } from '../base/errors';

const largestBytes = 16 * 1024 * 1024;

/** The file beside a document that says where its accepted candidates came from; untitled documents have no such place. */
export function provenanceFileOf(uri: vscode.Uri): vscode.Uri | undefined {
	return uri.scheme === 'untitled' ? undefined : uri.with({ path: `${uri.path}.provenance.jsonl` });
}

/**
 * Adds lines to the file beside the document. It is no part of the change that Undo takes back: it says what was accepted.
 *
 * @throws {UserError} `provenance.unwritable`
 */
export async function appendProvenance(uri: vscode.Uri, lines: readonly string[]): Promise<void> {
	const file = provenanceFileOf(uri);
	if (file === undefined) {
		return;
	}
	try {
		const { fs } = vscode.workspace;
		const isThere = await fs.stat(file).then(
			({ size }) => {
				if (size > largestBytes) {
					throw new Error(`it is larger than ${largestBytes / 1024 / 1024} MiB`);
				}
				return true;
			},
			() => false,
		);
		const before = isThere ? await fs.readFile(file) : new Uint8Array();
		await fs.writeFile(file, Buffer.concat([before, Buffer.from(lines.join(''))]));
	} catch (error) {
		throw new UserError(
			'provenance.unwritable',
			l10n.t(
				'What was accepted is in the file, but its provenance could not be written to {0}: {1}. The setting demoscope.provenance chooses another place.',
				vscode.workspace.asRelativePath(file, false),
				messageOf(error),
			),
			'input',
			{ cause: error },
		);
	}
}
