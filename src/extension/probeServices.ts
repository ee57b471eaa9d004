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
		const send = 'Send';
		const detail = `${what} ${placeOf(addresses)} It will not ask again for this address.`;
		const answer = await vscode.window.showWarningMessage(
			`Send demonstrations to ${addresses.join(', ')}?`,
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
		const send = 'Send';
		const answer = await vscode.window.showWarningMessage(
			`The settings name the probe service ${addresses.join(', ')}, to which nothing was sent yet. Send demonstrations there? ${what} ${placeOf(addresses)}`,
			send,
			'Read Here',
		);
		return answer === send && (await this.agree(addresses));
	}

	private async agree(addresses: readonly string[]): Promise<true> {
		const agreed = this.state.get<readonly string[]>(agreedKey, []);
		await this.state.update(agreedKey, [...new Set([...agreed, ...addresses])]);
		return true;
	}
}

const what =
	'What is sent are the texts of the demonstrations as numbers of tokens, from which they can be put together again.';

function placeOf(addresses: readonly string[]): string {
	if (addresses.every(isLocalService)) {
		return 'That is this machine.';
	}
	const isOpen = addresses.some(address => address.startsWith('http:') && !isLocalService(address));
	return `That is not this machine${isOpen ? ', and the connection is not encrypted' : ''}.`;
}

function secretOf(addresses: readonly string[]): string {
	return `service.token ${addresses.join(',')}`;
}
