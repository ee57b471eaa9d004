import * as l10n from '@vscode/l10n';
import { UserError } from '../../base/errors';
import type { Logger } from '../../base/logger';
import type { Random } from '../../base/random';
import { retryPause } from '../../base/retryPause';
import { isFingerprint } from '../fingerprint';
import { sketchDimension } from '../onnx/projections';
import { decodeResponse, encodeRequest, type DecodedResponse } from '../openInference/body';
import { inputNames, outputNames } from '../openInference/contract';
import { malformed } from '../openInference/malformed';
import type { Batch, BatchOutput } from '../reading/batch';
import { serviceFailure, shakeHands, type ExpectedProbe, type Offer } from './handshake';
import { ReplicaPool, type Replica } from './replicaPool';
import { StatusError, askService } from './serviceRequest';

export interface RemoteRunnerOptions {
	/** Servers of one probe. */
	readonly addresses: readonly string[];
	readonly token?: string;
	readonly logger: Logger;
	/** Draws the pauses between attempts; no reading depends on it. */
	readonly random: Random;
	/** Milliseconds for one request; a minute and a half unless given. */
	readonly timeoutMs?: number;
	/** Milliseconds in which a batch has to be read, with every pause and attempt; ten minutes unless given. */
	readonly patienceMs?: number;
	readonly expected: ExpectedProbe;
	/**
	 * Compares a reading of a server that names no fingerprint with one that was made here.
	 *
	 * @throws {UserError} `service.fingerprint`
	 */
	readonly verify: (address: string, read: (batch: Batch) => Promise<BatchOutput>) => Promise<void>;
}

const defaultTimeoutMs = 90_000;
const defaultPatienceMs = 600_000;
const handshakeMs = 15_000;
/** Failures of one batch, refusals for want of room not counted. */
const mostFailures = 5;
/** Longest addition to a pause, as a share of it: many clients are told to come back at one time. */
const spread = 0.25;
/** Bytes of a number in JSON, at most, with its comma. */
const jsonNumberBytes = 26;
const overheadBytes = 64 * 1024;

/**
 * Runs batches at servers, at the one that has most room. A reading follows from its request alone, so what is refused,
 * breaks off or comes too late is asked for again, at another server where there is one.
 */
export class RemoteRunner {
	private readonly pool: ReplicaPool;

	constructor(private readonly options: RemoteRunnerOptions) {
		this.pool = new ReplicaPool(options.addresses);
	}

	get size(): number {
		return this.pool.replicas.length;
	}

	/**
	 * What the servers offer that can be asked now, each once.
	 *
	 * @throws {UserError} `service.*`: none can, or one is another probe's
	 */
	async offers(signal?: AbortSignal): Promise<readonly Offer[]> {
		const asked = this.pool.replicas.map(async replica => {
			try {
				return await this.offerOf(replica, signal);
			} catch (error) {
				throw serviceFailure(replica.address, error);
			}
		});
		const settled = await Promise.allSettled(asked);
		signal?.throwIfAborted();
		const failures = settled.flatMap(result => (result.status === 'rejected' ? [result.reason as unknown] : []));
		const grave = failures.find(failure => !isPassingFailure(failure));
		const offers = settled.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
		if (grave !== undefined || offers.length === 0) {
			throw grave ?? failures[0];
		}
		return offers;
	}

	/** @throws {UserError} `service.*`, and the signal's reason */
	async run(batch: Batch, gradient: boolean, signal: AbortSignal, priority = 0): Promise<BatchOutput> {
		const { logger, random, patienceMs = defaultPatienceMs } = this.options;
		const end = performance.now() + patienceMs;
		for (let failures = 0; ;) {
			const replica = await this.pool.acquire(signal, priority);
			const sentAt = performance.now();
			try {
				const offer = await this.offerOf(replica, signal);
				const output = await this.ask(offer, batch, gradient, signal);
				replica.succeeded();
				return output;
			} catch (error) {
				signal.throwIfAborted();
				const failure = serviceFailure(replica.address, error);
				if (!isPassingFailure(failure)) {
					throw failure;
				}
				const headers = error instanceof StatusError ? error.headers : undefined;
				const pause = retryPause(replica.troubles, headers, random, Date.now()) * (1 + random() * spread);
				const isRefusal = UserError.is(failure, 'service.busy');
				if (!isRefusal) {
					failures++;
					// Whatever answers there next may be another server.
					replica.offer = undefined;
				}
				if (failures >= mostFailures || performance.now() + pause > end) {
					throw failure;
				}
				replica.limit.refused(sentAt, performance.now());
				replica.rest(pause);
				logger.debug(`${replica.address}: asked again in ${Math.round(pause)} ms after ${failure.code}`);
			} finally {
				this.pool.release(replica);
			}
		}
	}

	private async offerOf(replica: Replica, signal: AbortSignal | undefined): Promise<Offer> {
		// Shared by all who wait for it, so that none of them can cancel it.
		const offer = (replica.offer ??= this.connect(replica.address));
		offer.catch(() => {
			if (replica.offer === offer) {
				replica.offer = undefined;
			}
		});
		const result = await offer;
		signal?.throwIfAborted();
		return result;
	}

	private async connect(address: string): Promise<Offer> {
		const { expected, token, logger, verify } = this.options;
		const offer = await shakeHands(address, expected, {
			timeoutMs: handshakeMs,
			...(token === undefined ? {} : { token }),
		});
		if (!offer.isVerified) {
			await verify(address, batch => this.ask(offer, batch, true));
		}
		logger.info(
			`probe service ${address} (${offer.provider ?? 'provider unknown'}) takes tensors in ${offer.binary ? 'bytes' : 'JSON'}`,
		);
		return offer;
	}

	private async ask(offer: Offer, batch: Batch, gradient: boolean, signal?: AbortSignal): Promise<BatchOutput> {
		const { token, timeoutMs = defaultTimeoutMs, expected } = this.options;
		const { size, length, ids, weights } = batch;
		const shape = [size, length];
		const { logProbs, sketch, embedding } = outputNames;
		const body = encodeRequest(
			[
				{ name: inputNames.ids, datatype: 'INT64', shape, data: ids },
				{ name: inputNames.weights, datatype: 'FP32', shape, data: weights },
			],
			gradient ? [logProbs, sketch, embedding] : [logProbs, embedding],
			{ binary: offer.binary },
		);
		const numbers = size * (length + expected.hiddenSize + sketchDimension);
		const answer = await askService(offer.inferAddress, {
			body,
			timeoutMs,
			maxBytes: overheadBytes + numbers * jsonNumberBytes,
			...(token === undefined ? {} : { token }),
			...(signal === undefined ? {} : { signal }),
		});
		return outputOf(decodeResponse(answer), batch, gradient, expected);
	}
}

/**
 * @throws {MalformedMessage} an output is missing or has another shape
 * @throws {UserError} `service.fingerprint`: another model has answered than the one that was agreed on
 */
function outputOf(
	{ outputs, version }: DecodedResponse,
	{ size, length }: Batch,
	gradient: boolean,
	{ id, fingerprint, hiddenSize }: ExpectedProbe,
): BatchOutput {
	if (version !== undefined && isFingerprint(version) && version !== fingerprint) {
		throw new UserError(
			'service.fingerprint',
			l10n.t('The service has changed its model: it now runs another checkpoint than {0}.', id),
			'service',
		);
	}
	const numbersOf = (name: string, width: number): Float32Array => {
		const tensor = outputs.get(name);
		if (
			tensor?.datatype !== 'FP32' ||
			tensor.shape.length !== 2 ||
			tensor.shape[0] !== size ||
			tensor.shape[1] !== width
		) {
			throw malformed(l10n.t('It has no {0} of FP32 [{1}, {2}].', name, size, width));
		}
		if (!tensor.data.every(Number.isFinite)) {
			throw malformed(l10n.t('Its {0} holds what is no number.', name));
		}
		return tensor.data;
	};
	return {
		tokenLogProbs: numbersOf(outputNames.logProbs, length),
		embedding: numbersOf(outputNames.embedding, hiddenSize),
		sketch: gradient ? numbersOf(outputNames.sketch, sketchDimension) : undefined,
	};
}

const passing: readonly string[] = ['service.busy', 'service.unreachable', 'service.failed'];

/** Whether the same request may succeed later. */
function isPassingFailure(failure: unknown): failure is UserError {
	return UserError.is(failure) && passing.includes(failure.code);
}
