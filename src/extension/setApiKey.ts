import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { UserError } from '../base/errors';
import { endpointAddress, keyVariable } from '../llm/endpoint';
import { editorAddress, type LanguageModels } from './languageModels';
import { servedModels } from './servedModels';
import { chosenModel } from './settings';

/**
 * Asks for the key of the chosen endpoint, tries it by asking for the names of the models, and says how that went.
 *
 * @throws {UserError} `llm.address`; and `llm.*` where the endpoint does not take the key or does not answer
 */
export async function setApiKey(models: LanguageModels): Promise<void> {
	const address = chosenModel()?.address;
	if (address === undefined || address === editorAddress) {
		const choose = l10n.t('Choose LLM');
		const answer = await vscode.window.showInformationMessage(
			address === undefined
				? l10n.t('Choose a language model first: a key belongs to its address.')
				: l10n.t(
						'The chosen model is one that VS Code offers, which needs no key from here. Keys are for models at an address.',
					),
			choose,
		);
		if (answer === choose) {
			await models.choose();
		}
		return;
	}
	const change = await models.setKey(address);
	if (change === undefined) {
		return;
	}
	const place = endpointAddress(address);
	const variable = change === 'removed' ? keyVariable(place, process.env) : undefined;
	const done =
		change === 'kept'
			? l10n.t('The key for {0} is kept.', place)
			: variable === undefined
				? l10n.t('No key is kept for {0}.', place)
				: l10n.t('No key is kept for {0}; that of {1} is used.', place, variable);
	const served = await servedModels(address, models);
	if (UserError.is(served)) {
		throw new UserError(served.code, `${done} ${served.message}`, served.kind);
	}
	void vscode.window.showInformationMessage(served === undefined ? done : `${done} ${l10n.t('{0} answers.', place)}`);
}
