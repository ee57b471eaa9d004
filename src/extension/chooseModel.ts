import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { messageOf, UserError } from '../base/errors';
import { endpointAddress, endpointPresets, isOpenAi } from '../llm/endpoint';
import { editorAddress, offeredId, type LanguageModels } from './languageModels';
import { settingIds } from './manifestIds';
import { servedModels } from './servedModels';
import { chosenModel } from './settings';

interface Choice {
	readonly address: string;
	readonly model: string;
}

/** How long the outcome stays in the status bar. */
const sayMs = 8_000;

interface ModelItem extends vscode.QuickPickItem {
	/** Nothing where the user has thought better. */
	readonly choose?: () => Promise<Choice | undefined>;
}

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
		const place = choice.address === editorAddress ? 'VS Code' : choice.address;
		vscode.window.setStatusBarMessage(l10n.t('Demoscope will ask {0} of {1}', choice.model, place), sayMs);
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
			label: l10n.t('Other address…'),
			iconPath: new vscode.ThemeIcon('link'),
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
	if (isOpenAi(address) && !(await models.hasKey(address)) && (await models.setKey(address)) === undefined) {
		return undefined;
	}
	for (;;) {
		const served = await servedModels(address, models);
		if (served === undefined) {
			return undefined;
		}
		const model = UserError.is(served) ? await goOn(address, served, models) : await pickModel(address, served);
		if (model !== again) {
			return model === undefined ? undefined : { address, model };
		}
	}
}

/** An answer that no model is called. */
const again = Symbol('again');

/** Says why the endpoint names no models, and asks what to do; its model can be given by name all the same. */
async function goOn(
	address: string,
	failure: UserError,
	models: LanguageModels,
): Promise<string | typeof again | undefined> {
	const tryAgain = { label: l10n.t('Try again'), iconPath: new vscode.ThemeIcon('refresh') };
	const setKey = { label: l10n.t('Set API key…'), iconPath: new vscode.ThemeIcon('key') };
	const byName = { label: l10n.t('Give the model’s name…'), iconPath: new vscode.ThemeIcon('edit') };
	const picked = await vscode.window.showQuickPick([tryAgain, setKey, byName], {
		title: l10n.t('No Models from {0}', address),
		placeHolder: failure.message,
		ignoreFocusOut: true,
	});
	if (picked === setKey) {
		await models.setKey(address);
	}
	return picked === undefined ? undefined : picked === byName ? await askForName(address) : again;
}

async function pickModel(address: string, served: readonly string[]): Promise<string | undefined> {
	const other = { label: l10n.t('Other name…'), iconPath: new vscode.ThemeIcon('edit') };
	const picked = await vscode.window.showQuickPick([...served.map(label => ({ label })), other], {
		title: l10n.t('Model at {0}', address),
		...(served.length === 0 ? { placeHolder: l10n.t('It serves none now') } : {}),
	});
	return picked === other ? await askForName(address) : picked?.label;
}

async function askForName(address: string): Promise<string | undefined> {
	const name = await vscode.window.showInputBox({
		title: l10n.t('Name of the Model at {0}', address),
		ignoreFocusOut: true,
		validateInput: value => (value.trim() === '' ? l10n.t('Give the name by which the endpoint knows it.') : undefined),
	});
	return name?.trim();
}
