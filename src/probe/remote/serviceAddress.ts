import * as l10n from '@vscode/l10n';
import { UserError } from '../../base/errors';

/**
 * A service's address in the one form under which its token and consent are kept: without what follows its root.
 *
 * @throws {UserError} `service.address`: it is not an HTTP address, or holds a name, a password or a query
 */
export function serviceAddress(text: string): string {
	const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
	if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
		throw new UserError(
			'service.address',
			l10n.t('That is no address of a probe service. Give one such as http://127.0.0.1:8470.'),
			'usage',
		);
	}
	if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
		throw new UserError(
			'service.address',
			l10n.t(
				'An address with a name, a password or a query is not taken, as it would show. Give the address alone, and the token as a token.',
			),
			'usage',
		);
	}
	return `${url.origin}${url.pathname.replace(/\/+$/u, '').replace(/\/v2(?:\/.*)?$/u, '')}`;
}

/**
 * Several addresses, separated by commas; each counts once.
 *
 * @throws {UserError} `service.address`
 */
export function serviceAddresses(text: string): readonly string[] {
	return [...new Set(text.split(',').map(serviceAddress))];
}

/** Whether what is sent there stays on this machine. */
export function isLocalService(address: string): boolean {
	const { hostname } = new URL(address);
	return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/u.test(hostname);
}

/**
 * @throws {UserError} `service.token`: it cannot be one; the message does not repeat it
 */
export function checkServiceToken(token: string): void {
	if (!/^[\x21-\x7e]+$/u.test(token)) {
		throw new UserError(
			'service.token',
			l10n.t('The token of the probe service holds characters that no token has, such as spaces. Set it again.'),
			'usage',
		);
	}
}
