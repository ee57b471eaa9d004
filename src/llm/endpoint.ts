import * as l10n from '@vscode/l10n';
import { UserError } from '../base/errors';

export interface EndpointPreset {
	readonly label: string;
	/** Up to and without `/chat/completions`. */
	readonly address: string;
	/** For people: what it needs. */
	readonly detail: string;
}

const openAiHost = 'api.openai.com';

/** Servers that speak the OpenAI protocol, with the addresses at which they listen unless told otherwise. */
export const endpointPresets = (): readonly EndpointPreset[] => [
	{ label: 'OpenAI', address: `https://${openAiHost}/v1`, detail: l10n.t('Hosted; needs an API key') },
	{ label: 'vLLM', address: 'http://127.0.0.1:8000/v1', detail: l10n.t('Gives the log-probabilities of prompts') },
	{ label: 'SGLang', address: 'http://127.0.0.1:30000/v1', detail: l10n.t('Gives the log-probabilities of prompts') },
	{ label: 'llama.cpp server', address: 'http://127.0.0.1:8080/v1', detail: 'llama-server' },
	{ label: 'Ollama', address: 'http://127.0.0.1:11434/v1', detail: 'ollama serve' },
	{ label: 'LM Studio', address: 'http://127.0.0.1:1234/v1', detail: l10n.t('Its local server, once started') },
];

/**
 * An endpoint's address in the one form under which its key, consent and settings are kept.
 *
 * @throws {UserError} `llm.address`: it is not an HTTP address, or holds a name and password
 */
export function endpointAddress(text: string): string {
	const url = parsed(text.trim());
	if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
		throw new UserError(
			'llm.address',
			l10n.t('That is no address of a language model. Give one such as http://127.0.0.1:8000/v1.'),
			'usage',
		);
	}
	if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
		throw new UserError(
			'llm.address',
			l10n.t(
				'An address with a name, a password or a query is not taken, as it would show. Give the address alone, and the key as a key.',
			),
			'usage',
		);
	}
	return `${url.origin}${url.pathname.replace(/\/+$/u, '').replace(/\/chat\/completions$/u, '')}`;
}

/** OpenAI's own service, whose rules differ from those of the servers that imitate it. */
export function isOpenAi(address: string): boolean {
	const url = parsed(address);
	return url?.protocol === 'https:' && url.hostname === openAiHost;
}

/** Whether text sent there stays on this machine. */
export function isLocal(address: string): boolean {
	const host = parsed(address)?.hostname ?? '';
	return host === 'localhost' || host === '[::1]' || /^127(?:\.\d+){3}$/u.test(host);
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The endpoint's key from the environment: `OPENAI_API_KEY` is shown to OpenAI alone. */
export function keyFromEnvironment(address: string, environment: Environment): string | undefined {
	const variable = keyVariable(address, environment);
	return variable === undefined ? undefined : environment[variable];
}

/** The variable of the environment that has the endpoint's key, if one has. */
export function keyVariable(address: string, environment: Environment): string | undefined {
	return keyVariables(address).find(name => (environment[name] ?? '') !== '');
}

/** Variables in which a key for the endpoint is looked for, the first that is set. */
export function keyVariables(address: string): readonly string[] {
	return ['DEMOSCOPE_LLM_KEY', ...(isOpenAi(address) ? ['OPENAI_API_KEY'] : [])];
}

/** Whether it can be sent as a key: it has no spaces, line ends or letters beyond ASCII. */
export function isKey(text: string): boolean {
	return /^[\x21-\x7e]+$/u.test(text);
}

function parsed(text: string): URL | undefined {
	return URL.canParse(text) ? new URL(text) : undefined;
}
