import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isAbort, messageOf, UserError } from '../base/errors';
import { endpointAddress, endpointPresets, isOpenAi } from '../llm/endpoint';
import { listModels } from '../llm/listModels';
import { editorAddress, offeredId, type LanguageModels } from './languageModels';
import { settingIds } from './manifestIds';
import { chosenModel } from './settings';

interface Choice {
	readonly address: string;
	readonly model: string;
}

interface ModelItem extends vscode.QuickPickItem {
	/** Nothing where the user has thought better. */
	readonly choose?: () => Promise<Choice | undefined>;
}

/** An endpoint that is there answers at once. */
const listDeadlineMs = 10_000;

/**
 * Asks which language model to use: one that VS Code offers, or one of an endpoint. The answer is the settings' new
 * value, for this user everywhere. No demonstration is sent.
 */
export async function chooseModel(models: LanguageModels): Promise<void> {
	const picked = await vscode.window.showQuickPick<ModelItem>(modelItems(models), {
		title: l10n.t('Choose LLM'),
		placeHolder: l10n.t('Nothing is sent before you ask for it'),
		matchOnDescription: true,
	});
	const choice = await picked?.choose?.();
	if (choice !== undefined) {
		const configuration = vscode.workspace.getConfiguration();
		await configuration.update(settingIds.modelAddress, choice.address, vscode.ConfigurationTarget.Global);
		await configuration.update(settingIds.model, choice.model, vscode.ConfigurationTarget.Global);
	}
}

async function modelItems(models: LanguageModels): Promise<ModelItem[]> {
	const current = chosenModel();
	const offered = await vscode.lm.selectChatModels();
	const described = (text: string, isCurrent: boolean): string => (isCurrent ? l10n.t('{0} · in use', text) : text);
	return [
		...(offered.length === 0 ? [] : [{ label: 'VS Code', kind: vscode.QuickPickItemKind.Separator }]),
		...offered.map(chat => ({
			label: chat.name,
			description: described(chat.vendor, current?.address === editorAddress && current.model === offeredId(chat)),
			choose: () => Promise.resolve({ address: editorAddress, model: offeredId(chat) }),
		})),
		{ label: l10n.t('Endpoints'), kind: vscode.QuickPickItemKind.Separator },
		...endpointPresets().map(({ label, address, detail }) => ({
			label,
			description: described(address, current?.address === address),
			detail,
			choose: () => chooseAt(address, models),
		})),
		{
			label: l10n.t('$(link) Other address…'),
			alwaysShow: true,
			choose: async () => {
				const address = await askForAddress(current?.address);
				return address === undefined ? undefined : await chooseAt(address, models);
			},
		},
	];
}

async function askForAddress(current: string | undefined): Promise<string | undefined> {
	const written = await vscode.window.showInputBox({
		title: l10n.t('Address of an OpenAI-compatible Endpoint'),
		value: current === undefined || current === editorAddress ? 'http://127.0.0.1:8000/v1' : current,
		ignoreFocusOut: true,
		validateInput: value => {
			try {
				endpointAddress(value);
				return undefined;
			} catch (error) {
				return messageOf(error);
			}
		},
	});
	return written === undefined ? undefined : endpointAddress(written);
}

async function chooseAt(address: string, models: LanguageModels): Promise<Choice | undefined> {
	if (isOpenAi(address) && !(await models.hasKey(address))) {
		await models.setKey(address);
	}
	const served = await servedModels(address, models);
	const model = served === undefined ? undefined : await pickModel(address, served);
	return model === undefined ? undefined : { address, model };
}

/** Names of the endpoint's models; none where it does not say, nothing where the user has cancelled. */
async function servedModels(address: string, models: LanguageModels): Promise<readonly string[] | undefined> {
	const client = await models.connect(address);
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
				return await listModels(client, { signal: controller.signal, deadlineMs: listDeadlineMs });
			} catch (error) {
				if (isAbort(error)) {
					return undefined;
				}
				if (!UserError.is(error)) {
					throw error;
				}
				// Its name can be given all the same.
				void vscode.window.showWarningMessage(error.message);
				return [];
			}
		},
	);
}

async function pickModel(address: string, served: readonly string[]): Promise<string | undefined> {
	const other = l10n.t('$(edit) Other name…');
	const picked =
		served.length === 0
			? other
			: await vscode.window.showQuickPick([...served, other], { title: l10n.t('Model at {0}', address) });
	if (picked !== other) {
		return picked;
	}
	const name = await vscode.window.showInputBox({
		title: l10n.t('Name of the Model at {0}', address),
		ignoreFocusOut: true,
	});
	return name === undefined || name.trim() === '' ? undefined : name.trim();
}
