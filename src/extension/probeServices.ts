import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isLocalService } from '../probe/remote/serviceAddress';

/** Addresses to which texts may go as tokens. */
const agreedKey = 'service.agreed';

/** The tokens of probe services, and the leave to send them text. */
export class ProbeServices {
	/** Asked in this window, whatever the answer was. */
	private readonly asked = new Set<string>();

	constructor(
		private readonly secrets: vscode.SecretStorage,
		private readonly state: vscode.Memento,
	) {}

	async token(addresses: readonly string[]): Promise<string | undefined> {
		return await this.secrets.get(secretOf(addresses));
	}

	/** An empty one is forgotten. */
	async setToken(addresses: readonly string[], token: string): Promise<void> {
		await (token === '' ? this.secrets.delete(secretOf(addresses)) : this.secrets.store(secretOf(addresses), token));
	}

	isAgreed(addresses: readonly string[]): boolean {
		const agreed = this.state.get<readonly string[]>(agreedKey, []);
		return addresses.every(address => agreed.includes(address));
	}

	/** Asks in the way of all that is being done; for what the user has just asked for. */
	async askNow(addresses: readonly string[]): Promise<boolean> {
		const send = l10n.t('Send');
		const detail = [whatIsSent(), placeOf(addresses), l10n.t('It will not ask again for this address.')].join(' ');
		const answer = await vscode.window.showWarningMessage(
			l10n.t('Send demonstrations to {0}?', addresses.join(', ')),
			{ modal: true, detail },
			send,
		);
		return answer === send && (await this.agree(addresses));
	}

	/** Asks aside, once in a window; gives true where the answer is yes. */
	async askAside(addresses: readonly string[]): Promise<boolean> {
		const key = addresses.join();
		if (this.asked.has(key)) {
			return false;
		}
		this.asked.add(key);
		const send = l10n.t('Send');
		const answer = await vscode.window.showWarningMessage(
			[
				l10n.t(
					'The settings name the probe service {0}, to which nothing was sent yet. Send demonstrations there?',
					addresses.join(', '),
				),
				whatIsSent(),
				placeOf(addresses),
			].join(' '),
			send,
			l10n.t('Read Here'),
		);
		return answer === send && (await this.agree(addresses));
	}

	private async agree(addresses: readonly string[]): Promise<true> {
		const agreed = this.state.get<readonly string[]>(agreedKey, []);
		await this.state.update(agreedKey, [...new Set([...agreed, ...addresses])]);
		return true;
	}
}

function whatIsSent(): string {
	return l10n.t(
		'What is sent are the texts of the demonstrations as numbers of tokens, from which they can be put together again.',
	);
}

function placeOf(addresses: readonly string[]): string {
	if (addresses.every(isLocalService)) {
		return l10n.t('That is this machine.');
	}
	const isOpen = addresses.some(address => address.startsWith('http:') && !isLocalService(address));
	return isOpen
		? l10n.t('That is not this machine, and the connection is not encrypted.')
		: l10n.t('That is not this machine.');
}

function secretOf(addresses: readonly string[]): string {
	return `service.token ${addresses.join(',')}`;
}
