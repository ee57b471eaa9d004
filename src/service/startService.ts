import { UserError } from '../base/errors';
import type { Logger } from '../base/logger';
import type { ProviderSetting } from '../probe/provider';
import { isLoopback } from './access';
import { Batcher } from './batcher';
import { startEngine } from './engine';
import { serviceMetrics } from './metrics';
import { createServer, type ServiceLimits } from './server';

export interface ServiceOptions {
	readonly workerFile: string;
	readonly checkpoint: string;
	readonly provider: ProviderSetting;
	readonly host: string;
	/** 0 for one that is free. */
	readonly port: number;
	readonly token?: string;
	readonly processes: number;
	readonly threads?: number;
	/** Tokens of a batch; by default what the provider does well. */
	readonly maxBatchTokens?: number;
	/** Inference requests at a time, waiting ones included. */
	readonly queue: number;
	readonly limits?: Partial<ServiceLimits>;
	readonly version: string;
	readonly log: { readonly level: string; readonly stream: { write(line: string): void } };
}

export interface RunningService {
	/** With the port that was taken. */
	readonly address: string;
	/** Ids of the inference processes that run, for diagnosis. */
	processIds(): readonly number[];
	/** Takes nothing new, answers what it has taken, and ends. */
	drain(): Promise<void>;
	/** Ends at once. */
	stop(): Promise<void>;
}

/** Larger batches gain nothing on a processor and make everyone wait. */
const cpuBatchTokens = 512;
const deviceBatchTokens = 4096;
/** Batches' worth of tokens that may wait for each process. */
const queuedBatches = 64;

const defaultLimits = {
	bodyBytes: 8 * 1024 * 1024,
	rows: 256,
	uploadMs: 30_000,
	answerMs: 60_000,
} as const;

/**
 * Serves a checkpoint until it is told to stop.
 *
 * @throws {UserError} `service.public`, `service.token`, `service.listen`, and what the probe throws that cannot run
 */
export async function startService(options: ServiceOptions): Promise<RunningService> {
	const { host, port, token, provider } = options;
	checkAccess(host, token);
	const load = { inFlight: 0, draining: false };
	const made: { batcher?: Batcher } = {};
	const metrics = serviceMetrics({
		queuedRows: () => made.batcher?.queuedRows ?? 0,
		queuedTokens: () => made.batcher?.queuedTokens ?? 0,
		inFlight: () => load.inFlight,
	});
	// Logs before there is a server go the way that the server's logs go.
	const lines: [keyof Logger, string][] = [];
	let write = (level: keyof Logger, message: string): void => void lines.push([level, message]);
	const logger: Logger = {
		debug: message => write('debug', message),
		info: message => write('info', message),
		warn: message => write('warn', message),
		error: message => write('error', message),
	};
	const engine = await startEngine({ ...options, logger, onProcessEnd: () => metrics.restart() });
	const description = await engine.describe();
	const batchTokens = options.maxBatchTokens ?? (description.provider === 'cpu' ? cpuBatchTokens : deviceBatchTokens);
	const queue = new Batcher({
		runners: engine.runners,
		tokensPerBatch: batchTokens,
		queueTokens: queuedBatches * options.processes * Math.max(batchTokens, description.window),
		onBatch: ({ size, length }, milliseconds) => metrics.batch(size, size * length, milliseconds / 1000),
	});
	made.batcher = queue;
	const limits: ServiceLimits = {
		...defaultLimits,
		tokens: Math.max(4 * batchTokens, description.window),
		batchTokens,
		requests: options.queue,
		...options.limits,
	};
	const app = createServer({
		engine,
		batcher: queue,
		metrics,
		limits,
		load,
		version: options.version,
		log: options.log,
		...(token === undefined ? {} : { token }),
	});
	write = (level, message) => app.log[level](message);
	lines.forEach(([level, message]) => write(level, message));
	let address: string;
	try {
		address = await app.listen({ host, port });
	} catch (error) {
		engine.dispose();
		throw new UserError(
			'service.listen',
			`The service cannot listen on ${host}, port ${port} (${codeOf(error)}). Choose another with --host or --port.`,
			'usage',
			{ cause: error },
		);
	}
	app.log.info(
		{
			address,
			checkpoint: description.id,
			asked: provider,
			provider: description.provider,
			fingerprint: engine.fingerprint,
			batchTokens,
			processes: options.processes,
		},
		'serving',
	);
	const stop = async (): Promise<void> => {
		app.server.closeAllConnections();
		await app.close();
		engine.dispose();
	};
	return {
		address,
		processIds: () => engine.processIds(),
		async drain() {
			load.draining = true;
			app.log.info({ inFlight: load.inFlight }, 'draining');
			while (load.inFlight > 0) {
				await queue.whenIdle();
				await new Promise(resolve => setTimeout(resolve, 20));
			}
			await stop();
		},
		stop,
	};
}

function checkAccess(host: string, token: string | undefined): void {
	if (token === undefined && !isLoopback(host)) {
		throw new UserError(
			'service.public',
			`Without a token the service listens on this machine alone, and ${host} can be reached from others. Give --token-file, or --host 127.0.0.1.`,
			'usage',
		);
	}
	if (token !== undefined && !/^[\x21-\x7e]{16,1024}$/u.test(token)) {
		throw new UserError(
			'service.token',
			'A token is one word of 16 to 1,024 letters, digits and signs. Make one with: openssl rand -hex 32',
			'usage',
		);
	}
}

function codeOf(error: unknown): string {
	return error instanceof Error && 'code' in error ? String(error.code) : 'for an unknown reason';
}
