import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { UserError } from '../base/errors';

/** As much as is used of the interface that VS Code's own Git extension offers to others, version 1. */
interface GitExtension {
	readonly enabled: boolean;
	getAPI(version: 1): {
		getRepository(uri: vscode.Uri): GitRepository | null;
	};
}

interface GitRepository {
	show(ref: string, path: string): Promise<string>;
}

/**
 * The text of a file as it was committed last.
 *
 * @throws {UserError} `git.virtual`, `git.absent`, `git.noRepository`, `git.notCommitted`
 */
export async function committedText(uri: vscode.Uri): Promise<string> {
	if (uri.scheme !== 'file') {
		throw new UserError(
			'git.virtual',
			l10n.t(
				'{0} lies in no folder that Git could be asked about here. Compare with what is saved, or open the folder of its repository.',
				vscode.workspace.asRelativePath(uri, false),
			),
		);
	}
	const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
	const git = await extension?.activate();
	if (git?.enabled !== true) {
		throw new UserError(
			'git.absent',
			l10n.t(
				'Git is not available in this window. Turn on the Git extension and the setting git.enabled, and try again.',
			),
		);
	}
	const repository = git.getAPI(1).getRepository(uri);
	const name = vscode.workspace.asRelativePath(uri, false);
	if (repository === null) {
		throw new UserError(
			'git.noRepository',
			l10n.t(
				'{0} is in no Git repository that is open. Open the folder of its repository, or compare with what is saved.',
				name,
			),
		);
	}
	try {
		return await repository.show('HEAD', uri.fsPath);
	} catch (cause) {
		throw new UserError(
			'git.notCommitted',
			l10n.t('HEAD has no {0}. Commit it once, or compare with what is saved.', name),
			'input',
			{ cause },
		);
	}
}
