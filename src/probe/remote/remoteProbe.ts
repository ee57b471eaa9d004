import * as l10n from '@vscode/l10n';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { UserError } from '../../base/errors';
import type { Logger } from '../../base/logger';
import type { Random } from '../../base/random';
import { readJson } from '../checkpoint/checkpointFiles';
import { parseDecoderConfig } from '../checkpoint/decoderConfig';
import { fingerprintOf } from '../fingerprint';
import type { ProbeDescription, ProbeModel, ReadOptions, Reading, ReadingRequest } from '../probeModel';
import type { ProcessProbe } from '../process/client';
import { readingDifference, readingTolerance } from '../process/selfCheck';
import { packBatch, planBatches, type Batch, type BatchOutput } from '../reading/batch';
import type { EncodedRequest } from '../reading/encodeRequest';
import { ReadingJoiner, partsOf, readingOf, type ReadingPart } from '../reading/readingParts';
import type { Offer } from './handshake';
import { RemoteRunner } from './remoteRunner';
import { mostInFlight } from './replicaPool';
import { checkServiceToken, serviceAddress } from './serviceAddress';

export interface RemoteProbeOptions {
	/** One server, or several that give the same readings. */
	readonly addresses: readonly string[];
	readonly token?: string;
	/** Folder of the checkpoint that the servers run. */
	readonly checkpoint: string;
	/** The same checkpoint on this side, which turns texts into tokens; it ends with this probe. */
	readonly local: Pick<ProcessProbe, 'describe' | 'encode' | 'run' | 'dispose'>;
	readonly logger: Logger;
	/** Draws the pauses between attempts; no reading depends on it. */
	readonly random?: Random;
	readonly timeoutMs?: number;
	readonly patienceMs?: number;
}

/** A probe that runs on other machines. */
export interface RemoteProbe extends ProbeModel {
	/** What the services offer that can be asked now. */
	offers(signal?: AbortSignal): Promise<readonly Offer[]>;
}

/** Requests turned into tokens at a time: the next ones while those before are read. */
const requestsPerChunk = 256;

const uniform: Random = () => randomInt(2 ** 32) / 2 ** 32;

/**
 * A probe whose graph runs at one or more Open Inference Protocol servers. Texts become tokens here. Batches hold texts
 * of like length, up to the tokens that the servers do best with, and many are under way at once.
 *
 * @throws {UserError} `service.address`, `service.token`
 */
export function remoteProbe(options: RemoteProbeOptions): RemoteProbe {
	if (options.token !== undefined) {
		checkServiceToken(options.token);
	}
	return new OpenInferenceProbe({ ...options, addresses: options.addresses.map(serviceAddress) });
}

class OpenInferenceProbe implements RemoteProbe {
	private readonly end = new AbortController();
	private runner: Promise<RemoteRunner> | undefined;
	private described: ProbeDescription | undefined;
	private bounds: Pick<Offer, 'rows' | 'tokens'> | undefined;

	constructor(private readonly options: RemoteProbeOptions) {}

	async offers(signal?: AbortSignal): Promise<readonly Offer[]> {
		return await (await this.started()).offers(signal);
	}

	async describe(): Promise<ProbeDescription> {
		if (this.described === undefined) {
			const { addresses, local } = this.options;
			const [description, offers] = await Promise.all([local.describe(), this.offers()]);
			const providers = [...new Set(offers.map(({ provider }) => provider ?? 'service'))].join(', ');
			this.described = { ...description, provider: `${providers} at ${addresses.join(', ')}` };
		}
		return this.described;
	}

	async read(requests: readonly ReadingRequest[], options: ReadOptions = {}): Promise<readonly Reading[]> {
		const { onReading, priority } = options;
		const failed = new AbortController();
		const signal = AbortSignal.any([this.end.signal, failed.signal, ...(options.signal ? [options.signal] : [])]);
		signal.throwIfAborted();
		const runner = await this.started();
		const { tokens, rows } = (this.bounds ??= boundsOf(await runner.offers(signal)));
		const most = runner.size * mostInFlight;
		const readings = new Array<Reading | undefined>(requests.length).fill(undefined);
		const running = new Set<Promise<void>>();

		const readBatch = async (chunk: Chunk, members: readonly number[], gradient: boolean): Promise<void> => {
			const chosen = members.flatMap(member => chunk.texts[member] ?? []);
			const batch = packBatch(chosen.map(({ encoded }) => encoded));
			const output = await runner.run(batch, gradient, signal, priority);
			for (const [row, { part, encoded }] of chosen.entries()) {
				const reading = chunk.joiner.add(part, readingOf(encoded, batch, output, row));
				if (reading !== undefined) {
					readings[part.index] = reading;
					onReading?.(part.index, reading);
				}
			}
		};
		try {
			for (let start = 0; start < requests.length; start += requestsPerChunk) {
				const chunk = await this.encoded(requests, start, start + requestsPerChunk);
				for (const gradient of [false, true]) {
					for (const members of plan(chunk, gradient, tokens, rows)) {
						while (running.size >= most) {
							await Promise.race(running);
						}
						const task: Promise<void> = readBatch(chunk, members, gradient).finally(() => running.delete(task));
						// Heard of below, or by those who wait for a place.
						task.catch((error: unknown) => failed.abort(error));
						running.add(task);
					}
				}
				signal.throwIfAborted();
			}
			await Promise.all(running);
			signal.throwIfAborted();
		} catch (error) {
			failed.abort(error);
			await Promise.allSettled(running);
			options.signal?.throwIfAborted();
			throw failed.signal.reason as Error;
		}
		return readings.map((reading, index) => {
			if (reading === undefined) {
				throw new Error(`the service gave no reading for request ${index}`);
			}
			return reading;
		});
	}

	dispose(): void {
		this.end.abort(new UserError('probe.closed', l10n.t('The probe was closed.'), 'service'));
		this.options.local.dispose();
	}

	private async encoded(requests: readonly ReadingRequest[], start: number, end: number): Promise<Chunk> {
		const parts = partsOf(
			requests.slice(start, end).map((request, offset): [number, ReadingRequest] => [start + offset, request]),
		);
		const encoded = await this.options.local.encode(parts.map(({ request }) => request));
		return {
			joiner: new ReadingJoiner(parts),
			texts: parts.flatMap((part, index) => (encoded[index] === undefined ? [] : [{ part, encoded: encoded[index] }])),
		};
	}

	private started(): Promise<RemoteRunner> {
		if (this.runner === undefined) {
			this.runner = this.start();
			this.runner.catch(() => (this.runner = undefined));
		}
		return this.runner;
	}

	private async start(): Promise<RemoteRunner> {
		const { local, checkpoint, random = uniform, ...options } = this.options;
		const { id, revision } = await local.describe();
		const { hiddenSize } = parseDecoderConfig(await readJson(join(checkpoint, 'config.json')));
		return new RemoteRunner({
			...options,
			random,
			expected: { id, fingerprint: fingerprintOf(revision), hiddenSize },
			verify: (address, read) => this.verify(address, read),
		});
	}

	/** Reads one text there and here. */
	private async verify(address: string, read: (batch: Batch) => Promise<BatchOutput>): Promise<void> {
		const { local } = this.options;
		const { id } = await local.describe();
		const batch = packBatch(await local.encode([checkedRequest]));
		const [actual, expected] = await Promise.all([read(batch), local.run(batch, true)]);
		const difference = readingDifference(actual, expected);
		if (difference > readingTolerance) {
			throw new UserError(
				'service.fingerprint',
				l10n.t(
					'The server at {0} names no fingerprint, and what it reads of a short text differs from what {1} reads here by {2}, more than {3}. Choose the checkpoint that runs there, or serve this one.',
					address,
					id,
					difference.toExponential(1),
					readingTolerance,
				),
				'service',
			);
		}
	}
}

interface Chunk {
	readonly joiner: ReadingJoiner;
	readonly texts: readonly { readonly part: ReadingPart; readonly encoded: EncodedRequest }[];
}

const checkedRequest: ReadingRequest = {
	input: 'The harbour was quiet before the first boats came in.',
	output: ' By noon, 27 of them had landed.',
	loss: 'joint',
	gradient: true,
	verbatim: true,
};

/** What every server takes. */
function boundsOf(offers: readonly Offer[]): Pick<Offer, 'rows' | 'tokens'> {
	return {
		rows: Math.min(...offers.map(({ rows }) => rows)),
		tokens: Math.min(...offers.map(({ tokens }) => tokens)),
	};
}

/** Indices of a chunk's texts, batch by batch: texts of like length, at most so many tokens with padding and rows. */
function plan({ texts }: Chunk, gradient: boolean, tokens: number, rows: number): readonly (readonly number[])[] {
	const wanted = [...texts.keys()].filter(index => texts[index]?.part.request.gradient === gradient);
	const batches = planBatches(
		wanted.map(index => texts[index]?.encoded.ids.length ?? 0),
		tokens,
	);
	return batches.flatMap(members => {
		const pieces: number[][] = [];
		for (let start = 0; start < members.length; start += rows) {
			pieces.push(members.slice(start, start + rows).map(member => wanted[member] ?? 0));
		}
		return pieces;
	});
}
