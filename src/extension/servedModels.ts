import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isAbort, UserError } from '../base/errors';
import { listModels } from '../llm/listModels';
import type { LanguageModels } from './languageModels';

/** An endpoint that is there answers at once. */
const listDeadlineMs = 10_000;

/** Names of the models that an endpoint serves; why it does not say; or nothing where the user has cancelled. */
export async function servedModels(
	address: string,
	models: LanguageModels,
): Promise<readonly string[] | UserError | undefined> {
	return await vscode.window.withProgress(
		{
			location: vscode.ProgressLocation.Notification,
			title: l10n.t('Asking {0} for its models', address),
			cancellable: true,
		},
		async (_, cancellation) => {
			const controller = new AbortController();
			cancellation.onCancellationRequested(() => controller.abort());
			try {
				const client = await models.connect(address);
				return await listModels(client, { signal: controller.signal, deadlineMs: listDeadlineMs });
			} catch (error) {
				if (isAbort(error)) {
					return undefined;
				}
				if (!UserError.is(error)) {
					throw error;
				}
				return error;
			}
		},
	);
}
