import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Logger } from '../base/logger';
import { UserError } from '../base/errors';
import type { Price } from '../llm/budgetedModel';
import type { ChatModel } from '../llm/chatModel';
import { endpointAddress, isKey, isLocal, keyFromEnvironment, keyVariable, keyVariables } from '../llm/endpoint';
import type { OpenAiClient } from '../llm/openAiClient';
import { chosenModel, modelPrice, modelRequests } from './settings';

/** Stands in the place of an address for models that VS Code offers. */
export const editorAddress = 'vscode';

/** Addresses to which demonstrations may be sent. */
const agreedKey = 'llm.agreed';

export interface ChosenModel {
	readonly model: ChatModel;
	readonly price: Price | undefined;
}

/** A run that is about to begin. */
export interface IntendedRun {
	/** For people: "Fill sparse regions". */
	readonly title: string;
	/** For people: what it is expected to take, and what at most. */
	readonly estimate: (price: Price | undefined) => string;
}

interface Connection {
	readonly client: OpenAiClient;
	readonly apiKey: string | undefined;
	readonly concurrency: number;
}

/** The language model that the user chose, its key, and the leave to send it text. */
export class LanguageModels {
	/** One client an address, so that all requests there share its turns. */
	private readonly connections = new Map<string, Connection>();

	constructor(
		private readonly secrets: vscode.SecretStorage,
		private readonly state: vscode.Memento,
		private readonly logger: Logger,
	) {}

	/**
	 * The chosen model, to be used for what the user has just asked for. Where none is chosen the user is asked, and
	 * before text goes to an address for the first time as well. Where a run is given, it is shown with its estimate each
	 * time, before the first call.
	 *
	 * @param sent for people: what text is sent, as in "The task definition and all demonstrations of this file"
	 * @returns nothing where the user has thought better
	 * @throws {UserError} `llm.*`
	 */
	async forUse(sent: string, run?: IntendedRun): Promise<ChosenModel | undefined> {
		if (chosenModel() === undefined) {
			await this.choose();
		}
		const chosen = chosenModel();
		if (chosen === undefined) {
			return undefined;
		}
		const isEditor = chosen.address === editorAddress;
		const model = isEditor ? await offeredModel(chosen.model) : await this.endpointModel(chosen);
		const agreed = isEditor ? `${editorAddress}:${chosen.model}` : endpointAddress(chosen.address);
		const price = modelPrice();
		const estimate = run === undefined ? undefined : { title: run.title, text: run.estimate(price) };
		return (await this.isAgreed(agreed, model.name, sent, estimate)) ? { model, price } : undefined;
	}

	/** A client of the endpoint, with its key. */
	async connect(address: string): Promise<OpenAiClient> {
		const { openAiClient } = await import('../llm/openAiClient');
		const baseUrl = endpointAddress(address);
		const apiKey = (await this.secrets.get(secretOf(baseUrl))) ?? keyFromEnvironment(baseUrl, process.env);
		const concurrency = modelRequests();
		const known = this.connections.get(baseUrl);
		if (known?.apiKey === apiKey && known?.concurrency === concurrency) {
			return known.client;
		}
		const client = openAiClient({
			baseUrl,
			concurrency,
			logger: this.logger,
			...(apiKey === undefined ? {} : { apiKey }),
		});
		this.connections.set(baseUrl, { client, apiKey, concurrency });
		return client;
	}

	async choose(): Promise<void> {
		const { chooseModel } = await import('./chooseModel');
		await chooseModel(this);
	}

	/**
	 * Asks for the key of an endpoint; an empty answer forgets the one that is kept.
	 *
	 * @returns what became of it; nothing where the user has thought better
	 * @throws {UserError} `llm.address`
	 */
	async setKey(address: string): Promise<'kept' | 'removed' | undefined> {
		const baseUrl = endpointAddress(address);
		const isOpen = baseUrl.startsWith('http:') && !isLocal(baseUrl);
		const isKept = (await this.secrets.get(secretOf(baseUrl))) !== undefined;
		const inUse = keyVariable(baseUrl, process.env);
		const variables =
			inUse === undefined
				? l10n.t('In the environment, these do as well: {0}.', keyVariables(baseUrl).join(', '))
				: l10n.t('{0} of the environment is used where none is kept.', inUse);
		const keeping = isOpen
			? l10n.t("Kept in VS Code's secret storage and sent to this address alone, unencrypted, as it is not https.")
			: l10n.t("Kept in VS Code's secret storage and sent to this address alone.");
		const emptying = isKept ? l10n.t('Empty: the one that is kept is removed.') : l10n.t('Empty: no key.');
		const key = await vscode.window.showInputBox({
			title: l10n.t('API Key for {0}', baseUrl),
			prompt: [keeping, emptying, variables].join(' '),
			password: true,
			ignoreFocusOut: true,
			validateInput: value =>
				value.trim() === '' || isKey(value.trim())
					? undefined
					: l10n.t('A key has no spaces, line ends or letters beyond ASCII.'),
		});
		if (key === undefined) {
			return undefined;
		}
		if (key.trim() === '') {
			await this.secrets.delete(secretOf(baseUrl));
			return 'removed';
		}
		await this.secrets.store(secretOf(baseUrl), key.trim());
		return 'kept';
	}

	async hasKey(address: string): Promise<boolean> {
		const baseUrl = endpointAddress(address);
		return (
			(await this.secrets.get(secretOf(baseUrl))) !== undefined ||
			keyFromEnvironment(baseUrl, process.env) !== undefined
		);
	}

	private async endpointModel({ address, model }: { address: string; model: string }): Promise<ChatModel> {
		const [client, { chatModelOf }] = await Promise.all([this.connect(address), import('../llm/openAiChatModel')]);
		return chatModelOf(client, model);
	}

	private async isAgreed(
		address: string,
		name: string,
		sent: string,
		estimate: { readonly title: string; readonly text: string } | undefined,
	): Promise<boolean> {
		const agreed = this.state.get<readonly string[]>(agreedKey, []);
		if (agreed.includes(address)) {
			return estimate === undefined || (await isStarted(name, sent, estimate));
		}
		const place = address.startsWith(`${editorAddress}:`)
			? l10n.t('Its vendor’s terms apply.')
			: isLocal(address)
				? l10n.t('That is this machine.')
				: l10n.t('That is not this machine.');
		const send = l10n.t('Send');
		const answer = await vscode.window.showWarningMessage(
			l10n.t('Send text to {0}?', name),
			{
				modal: true,
				detail: [
					...(estimate === undefined ? [] : [`${estimate.title}: ${estimate.text}`]),
					[
						l10n.t('{0} will be sent to {1}.', sent, name),
						place,
						l10n.t('Demoscope sends text nowhere else, and only for what you ask it to do.'),
						estimate === undefined
							? l10n.t('It will not ask again for this address.')
							: l10n.t('For this address it will not ask for leave again.'),
					].join(' '),
				].join('\n\n'),
			},
			send,
		);
		if (answer !== send) {
			return false;
		}
		await this.state.update(agreedKey, [...agreed, address]);
		return true;
	}
}

/** Asks whether to begin, with what it will take. */
async function isStarted(
	name: string,
	sent: string,
	{ title, text }: { readonly title: string; readonly text: string },
): Promise<boolean> {
	const start = l10n.t('Start');
	const detail = `${text}\n\n${l10n.t('{0} will be sent to {1}.', sent, name)}`;
	return (await vscode.window.showInformationMessage(`${title}?`, { modal: true, detail }, start)) === start;
}

/** @param id vendor and id, as in `copilot/gpt-4o` */
async function offeredModel(id: string): Promise<ChatModel> {
	const [{ editorChatModel }, offered] = await Promise.all([import('./editorChatModel'), vscode.lm.selectChatModels()]);
	const chat = offered.find(model => offeredId(model) === id);
	if (chat === undefined) {
		throw new UserError(
			'llm.refused',
			l10n.t('VS Code does not offer the model {0} now. Choose another one.', id),
			'service',
		);
	}
	return editorChatModel(chat);
}

export function offeredId({ vendor, id }: vscode.LanguageModelChat): string {
	return `${vendor}/${id}`;
}

function secretOf(baseUrl: string): string {
	return `llm.key ${baseUrl}`;
}
