import * as l10n from '@vscode/l10n';
import { UserError } from '../../base/errors';
import { binaryExtension } from '../openInference/body';
import { differences, modelName } from '../openInference/contract';
import { MalformedMessage } from '../openInference/malformed';
import { modelMetadata, parseMessage, serverMetadata, type ModelMetadata } from '../openInference/messages';
import { isFingerprint } from '../fingerprint';
import { BrokenConnection, StatusError, askService } from './serviceRequest';

/** What is expected of a service: the probe that this side encodes texts for. */
export interface ExpectedProbe {
	/** For people. */
	readonly id: string;
	readonly fingerprint: string;
	readonly hiddenSize: number;
}

/** A service that offers the expected probe. */
export interface Offer {
	/** Where readings are asked for. */
	readonly inferAddress: string;
	/** It takes and gives tensors in bytes. */
	readonly binary: boolean;
	/** It names a fingerprint, which is the expected one. */
	readonly isVerified: boolean;
	readonly provider: string | undefined;
	/** Most texts of a request. */
	readonly rows: number;
	/** Tokens of a request that the service does best with. */
	readonly tokens: number;
}

export interface AskOptions {
	readonly token?: string;
	readonly timeoutMs: number;
	readonly signal?: AbortSignal;
}

const maxMetadataBytes = 1024 * 1024;
/** For a server that does not say. */
const defaultRows = 64;
const defaultTokens = 1024;
const mostTokens = 16_384;

/**
 * Asks a server what it is and what it offers, and compares that with what is expected.
 *
 * @throws {UserError} `service.model`, `service.fingerprint`, `service.answer`: it is not this probe, says in what
 * @throws {StatusError} {BrokenConnection}: it does not answer, is not ready, or wants a token
 */
export async function shakeHands(address: string, expected: ExpectedProbe, options: AskOptions): Promise<Offer> {
	const ask = async (path: string): Promise<string> => {
		const { bytes } = await askService(`${address}${path}`, { ...options, maxBytes: maxMetadataBytes });
		return bytes.toString('utf8');
	};
	await ask('/v2/health/ready');
	try {
		const { extensions } = parseMessage(serverMetadata, await ask('/v2'));
		const metadata = parseMessage(modelMetadata, await ask(`/v2/models/${modelName}`));
		const differing = differences(metadata, expected.hiddenSize);
		if (differing.length > 0) {
			throw new UserError(
				'service.model',
				l10n.t(
					"The model '{0}' at {1} is not the probe {2}: {3}. Choose the checkpoint that runs there, or export this one for it.",
					modelName,
					address,
					expected.id,
					differing.join('; '),
				),
				'service',
			);
		}
		const version = checkFingerprint(address, metadata, expected);
		const {
			provider,
			max_request_rows: rows,
			max_request_tokens: tokens,
			max_batch_tokens: batchTokens,
		} = metadata.parameters ?? {};
		return {
			inferAddress: `${address}/v2/models/${modelName}${version.path}/infer`,
			binary: (extensions ?? []).some(name => name.toLowerCase().replace(/\W/gu, '_') === binaryExtension),
			isVerified: version.isVerified,
			provider: provider === undefined || !/^[\w-]+$/u.test(provider) ? undefined : provider,
			rows: rows ?? defaultRows,
			tokens: Math.min(mostTokens, tokens ?? Infinity, batchTokens ?? defaultTokens),
		};
	} catch (error) {
		if (error instanceof MalformedMessage) {
			throw new UserError(
				'service.answer',
				l10n.t(
					'What answers at {0} does not speak the Open Inference Protocol. {1} Check the address.',
					address,
					error.message,
				),
				'service',
				{ cause: error },
			);
		}
		if (error instanceof StatusError && error.status === 404) {
			throw new UserError(
				'service.model',
				l10n.t(
					"The server at {0} has no model '{1}'. Check the address, and that the probe is served under this name.",
					address,
					modelName,
				),
				'service',
				{ cause: error },
			);
		}
		throw error;
	}
}

interface Version {
	/** What it adds to the model's address. */
	readonly path: string;
	readonly isVerified: boolean;
}

function checkFingerprint(
	address: string,
	{ versions, parameters, properties }: ModelMetadata,
	{ id, fingerprint }: ExpectedProbe,
): Version {
	const asVersions = (versions ?? []).filter(isFingerprint);
	const stated = parameters?.fingerprint ?? properties?.fingerprint;
	const named = asVersions.length > 0 ? asVersions : stated === undefined ? [] : [stated];
	if (named.length > 0 && !named.includes(fingerprint)) {
		throw new UserError(
			'service.fingerprint',
			l10n.t(
				'The server at {0} runs another checkpoint than {1}, or another version of it: its fingerprint is {2}, and here it is {3}. Its scores would mean nothing here. Choose the checkpoint that runs there, or serve this one.',
				address,
				id,
				named.filter(isFingerprint).join(', ') || l10n.t('none'),
				fingerprint,
			),
			'service',
		);
	}
	return {
		path: asVersions.length > 0 ? `/versions/${fingerprint}` : '',
		isVerified: named.length > 0,
	};
}

/** Words for why a service could not be used. Nothing of what it wrote is repeated. */
export function serviceFailure(address: string, error: unknown): unknown {
	if (error instanceof BrokenConnection) {
		return new UserError(
			'service.unreachable',
			l10n.t(
				'No probe service answers at {0} ({1}). Check the address and that the service runs.',
				address,
				error.message,
			),
			'service',
			{ cause: error },
		);
	}
	if (error instanceof MalformedMessage) {
		return new UserError(
			'service.answer',
			l10n.t('The answer of {0} is not as it should be. {1}', address, error.message),
			'service',
			{ cause: error },
		);
	}
	if (!(error instanceof StatusError)) {
		return error;
	}
	const { status } = error;
	if (status === 401 || status === 403) {
		return new UserError(
			'service.token',
			l10n.t('{0} does not take the token, or wants one (status {1}). Set the token of this service.', address, status),
			'service',
		);
	}
	if (status === 429 || status === 503) {
		return new UserError(
			'service.busy',
			l10n.t('{0} is busy or not ready (status {1}). Try again later.', address, status),
			'service',
		);
	}
	return status >= 500
		? new UserError(
				'service.failed',
				l10n.t('{0} failed (status {1}). Its own log says why.', address, status),
				'service',
			)
		: new UserError(
				'service.refused',
				l10n.t(
					'{0} refused the request (status {1}). Check that it serves this probe, and its limits.',
					address,
					status,
				),
				'service',
			);
}
