import * as l10n from '@vscode/l10n';
import { fork, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { abortable } from '../../base/abortable';
import { UserError, messageOf } from '../../base/errors';
import { Emitter, type Event } from '../../base/event';
import type { Logger } from '../../base/logger';
import { connect } from '../../base/rpc';
import type { ProbeModel, ReadOptions, Reading, ReadingRequest } from '../probeModel';
import type { ProviderRefusal, ProviderSetting } from '../provider';
import type { Batch, BatchOutput } from '../reading/batch';
import type { EncodedRequest } from '../reading/encodeRequest';
import type { IndexedReading } from '../reading/readRequests';
import type { LocalDescription, OpenOptions, ProbeListener, ProbeWorker } from './protocol';

export interface StartProbeOptions extends OpenOptions {
	/** The bundled `process/worker.ts`. */
	readonly workerFile: string;
	/** File with the translation of what the process says; none for English. */
	readonly translation?: string | undefined;
	readonly logger: Logger;
	/** The program that runs the worker: Node, or Electron, which is told to be Node. By default our own. */
	readonly execPath?: string;
	/** Milliseconds without a request after which the process ends, to give its memory back; by default ten minutes. */
	readonly idleMs?: number;
}

/** The probe's process ended on its own. */
export interface ProbeCrash {
	readonly reason: string;
	/** False where it crashed so often that it is not started again for now. */
	readonly restarts: boolean;
}

/** A probe that runs in a child process. */
export interface ProcessProbe extends ProbeModel {
	/** Of the running process, for diagnosis. */
	readonly processId: number | undefined;
	readonly onCrash: Event<ProbeCrash>;
	/** The provider that was asked for cannot be used; the CPU reads instead. */
	readonly onRefusal: Event<ProviderRefusal>;
	describe(): Promise<LocalDescription>;
	/** The tokens of each request, as they would be read. */
	encode(requests: readonly ReadingRequest[]): Promise<readonly EncodedRequest[]>;
	/** The text of each token of a request that a reading has a log-probability of, in order. */
	tokenTexts(request: ReadingRequest): Promise<readonly string[]>;
	/** What the graph gives for a batch that was packed elsewhere. It goes on although nobody waits for it any more. */
	run(batch: Batch, gradient: boolean): Promise<BatchOutput>;
}

/** So many crashes within this time stop the probe. */
const mostCrashes = 5;
const crashWindowMs = 3 * 60 * 1000;
/** A reading is tried again once after a crash. */
const mostAttempts = 2;
/** Requests sent at a time: enough to fill batches with texts of one length, few enough to send and to start at once. */
const requestsPerJob = 512;
const defaultIdleMs = 10 * 60 * 1000;
/** Longer timers fire at once. */
const longestTimerMs = 2 ** 31 - 1;
/** A batch that nobody waits for any more is given so long to end: after 200 ms nothing is computed for it, even on a busy machine. */
const cancelMs = 100;
/** Characters of the process's error output that are kept for the log. */
const errorTail = 2000;

interface Connection {
	readonly child: ChildProcess;
	readonly worker: ProbeWorker;
	readonly description: Promise<LocalDescription>;
	/** It has loaded what it needs, so that ending it in a batch saves more than it costs. */
	hasRead: boolean;
}

/**
 * A probe in a child process of its own: a run blocks its event loop, only ending the process stops a run at once, and
 * a failing native library takes nothing else with it. The process starts at the first use, is started again after a
 * crash, ends when it has long had nothing to do, and does not keep the parent alive while nothing is asked of it.
 */
export function startProbe(options: StartProbeOptions): ProcessProbe {
	return new ChildProcessProbe(options);
}

class ChildProcessProbe implements ProcessProbe {
	private readonly crashes = new Emitter<ProbeCrash>();
	private readonly refusals = new Emitter<ProviderRefusal>();
	private readonly listeners = new Map<number, (readings: readonly IndexedReading[]) => void>();
	private connection: Connection | undefined;
	/** Of the last process: that one has ended for want of work is no reason to start another. */
	private described: LocalDescription | undefined;
	private idleTimer: NodeJS.Timeout | undefined;
	private crashTimes: readonly number[] = [];
	private nextJob = 0;
	private pending = 0;
	private disposed = false;
	/** For the next process: what has been refused is not tried again. */
	private provider: ProviderSetting;

	readonly onCrash = this.crashes.event;
	readonly onRefusal = this.refusals.event;

	constructor(private readonly options: StartProbeOptions) {
		this.provider = options.provider ?? 'cpu';
	}

	get processId(): number | undefined {
		return this.connection?.child.pid;
	}

	async describe(): Promise<LocalDescription> {
		if (this.connection === undefined && this.described !== undefined && !this.disposed) {
			return this.described;
		}
		const description = await this.retrying(connection => connection.description);
		return this.described ?? description;
	}

	encode(requests: readonly ReadingRequest[]): Promise<readonly EncodedRequest[]> {
		return this.retrying(async ({ worker, description }) => {
			await description;
			return await worker.encode(requests);
		});
	}

	tokenTexts(request: ReadingRequest): Promise<readonly string[]> {
		return this.retrying(async ({ worker, description }) => {
			await description;
			return await worker.tokenTexts(request);
		});
	}

	run(batch: Batch, gradient: boolean): Promise<BatchOutput> {
		return this.retrying(async ({ worker, description }) => {
			await description;
			return await worker.run(batch, gradient);
		});
	}

	async read(requests: readonly ReadingRequest[], options: ReadOptions = {}): Promise<readonly Reading[]> {
		options.signal?.throwIfAborted();
		const readings = new Map<number, Reading>();
		if (requests.length > 0) {
			await this.retrying(connection => this.readMissing(connection, requests, readings, options));
		}
		return requests.map((_, index) => {
			const reading = readings.get(index);
			if (reading === undefined) {
				throw new Error(`the probe gave no reading for request ${index}`);
			}
			return reading;
		});
	}

	dispose(): void {
		this.disposed = true;
		clearTimeout(this.idleTimer);
		this.connection?.child.kill('SIGKILL');
		this.crashes.dispose();
		this.refusals.dispose();
	}

	private async readMissing(
		connection: Connection,
		requests: readonly ReadingRequest[],
		readings: Map<number, Reading>,
		options: ReadOptions,
	): Promise<void> {
		await abortable(connection.description, options.signal);
		const missing = [...requests.keys()].filter(index => !readings.has(index));
		for (let start = 0; start < missing.length; start += requestsPerJob) {
			const places = missing.slice(start, start + requestsPerJob);
			await this.runJob(
				connection,
				places.flatMap(index => requests[index] ?? []),
				(place, reading) => {
					const index = places[place];
					if (index !== undefined) {
						readings.set(index, reading);
						options.onReading?.(index, reading);
					}
				},
				options,
			);
		}
	}

	private async runJob(
		connection: Connection,
		requests: readonly ReadingRequest[],
		onReading: (index: number, reading: Reading) => void,
		{ signal, priority = 0 }: ReadOptions,
	): Promise<void> {
		signal?.throwIfAborted();
		const { worker } = connection;
		const job = this.nextJob++;
		let stop: (reason: unknown) => void = () => undefined;
		const stopped = new Promise<never>((_, reject) => (stop = reject));
		this.listeners.set(job, arrived => {
			try {
				for (const { index, reading } of arrived) {
					onReading(index, reading);
				}
			} catch (error) {
				stop(error);
			}
		});
		const done = worker.read(job, requests, priority);
		try {
			await abortable(Promise.race([done, stopped]), signal);
		} catch (error) {
			worker.cancel(job).catch(() => undefined);
			void this.endIfBusy(connection, done);
			throw error;
		} finally {
			this.listeners.delete(job);
		}
	}

	/** Nothing interrupts a batch but the end of its process, which is no loss where nobody else waits for it. */
	private async endIfBusy(connection: Connection, cancelled: Promise<void>): Promise<void> {
		const settled = cancelled.then(
			() => true,
			() => true,
		);
		const isSettled = await Promise.race([settled, wait(cancelMs, false, { ref: false })]);
		if (!isSettled && this.pending === 0 && connection.hasRead) {
			this.discard(connection);
		}
	}

	/** Runs an action with the process, and once more with a new one if the process ends meanwhile. */
	private async retrying<T>(action: (connection: Connection) => Promise<T>): Promise<T> {
		this.hold(1);
		try {
			for (let attempt = 1; ; attempt++) {
				try {
					return await action(this.connect());
				} catch (error) {
					if (!UserError.is(error, 'rpc.closed')) {
						throw error;
					}
					if (this.disposed) {
						throw new UserError('probe.closed', l10n.t('The probe was closed.'), 'service');
					}
					if (attempt === mostAttempts) {
						throw new UserError(
							'probe.crashed',
							l10n.t(
								'{0} It ended again when the reading was tried a second time. See the log for what it said.',
								error.message,
							),
							'service',
						);
					}
				}
			}
		} finally {
			this.hold(-1);
		}
	}

	private connect(): Connection {
		if (this.disposed) {
			throw new UserError('probe.closed', l10n.t('The probe was closed.'), 'service');
		}
		if (this.connection === undefined) {
			if (this.recentCrashes().length >= mostCrashes) {
				throw new UserError(
					'probe.crashed',
					l10n.t(
						"The probe's process ended {0} times within three minutes and is not started again for now. See the log for what it said, or choose a smaller probe.",
						mostCrashes,
					),
					'service',
				);
			}
			this.connection = this.launch();
		}
		return this.connection;
	}

	private launch(): Connection {
		const { workerFile, translation, execPath, checkpoint, threads, logger } = this.options;
		const child = fork(workerFile, translation === undefined ? [] : [translation], {
			...(execPath === undefined ? {} : { execPath }),
			execArgv: [],
			serialization: 'advanced',
			stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
			env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
		});
		let errorOutput = '';
		child.stderr?.setEncoding('utf8').on('data', (text: string) => {
			errorOutput = (errorOutput + text).slice(-errorTail);
		});
		const ended = new Promise<string>(resolve => {
			child.once('error', error => resolve(l10n.t("The probe's process could not run: {0}.", messageOf(error))));
			child.once('exit', (code, signal) =>
				resolve(l10n.t("The probe's process ended ({0}).", signal ?? `code ${code}`)),
			);
		});
		const worker = connect<ProbeWorker, ProbeListener>(
			{
				send: message => {
					// A process that is just ending cannot be told anything; its end is reported by itself.
					child.send(message as object, () => undefined);
				},
				onMessage: receive => child.on('message', receive),
				onClose: closed => {
					void ended.then(reason => {
						this.forget(connection, reason, errorOutput);
						closed(reason);
					});
				},
			},
			{
				readings: (job, readings) => {
					connection.hasRead = true;
					this.listeners.get(job)?.(readings);
					return Promise.resolve();
				},
				refused: refusal => {
					this.refuse(refusal);
					return Promise.resolve();
				},
			},
		);
		const { provider } = this;
		const description = worker.open({ checkpoint, provider, ...(threads === undefined ? {} : { threads }) });
		const connection: Connection = { child, worker, description, hasRead: false };
		description.then(
			described => {
				this.described = described;
				this.provider = described.provider;
				logger.info(
					`probe ${described.id} (${described.parameters} parameters) runs on ${described.provider} as process ${child.pid}`,
				);
			},
			() => this.discard(connection),
		);
		this.setReferenced(child, true);
		return connection;
	}

	/** Ends a process that is of no use any more, which is no crash; the next request starts another. */
	private discard(connection: Connection): void {
		if (this.connection === connection) {
			this.connection = undefined;
		}
		connection.child.kill('SIGKILL');
	}

	private forget(connection: Connection, reason: string, errorOutput: string): void {
		if (this.connection !== connection) {
			return;
		}
		this.connection = undefined;
		if (this.disposed) {
			return;
		}
		this.crashTimes = [...this.recentCrashes(), Date.now()];
		this.options.logger.error(`${reason} ${errorOutput}`.trimEnd());
		this.crashes.fire({ reason, restarts: this.crashTimes.length < mostCrashes });
		if (this.provider !== 'cpu') {
			// Graphics drivers take their process with them.
			const reason = l10n.t("The probe's process ended while it used {0}; the CPU reads from now on.", this.provider);
			this.refuse({ provider: this.provider, reason });
			this.provider = 'cpu';
		}
	}

	private refuse(refusal: ProviderRefusal): void {
		this.options.logger.warn(refusal.reason);
		if (this.described?.provider === refusal.provider) {
			this.described = { ...this.described, provider: 'cpu' };
			this.provider = 'cpu';
		}
		this.refusals.fire(refusal);
	}

	private recentCrashes(): readonly number[] {
		const since = Date.now() - crashWindowMs;
		return this.crashTimes.filter(time => time > since);
	}

	/** Counts what is pending; while there is anything, the process keeps this one alive. */
	private hold(change: 1 | -1): void {
		this.pending += change;
		clearTimeout(this.idleTimer);
		const { connection } = this;
		if (connection === undefined) {
			return;
		}
		this.setReferenced(connection.child, this.pending > 0);
		if (this.pending === 0) {
			const idleMs = Math.min(this.options.idleMs ?? defaultIdleMs, longestTimerMs);
			this.idleTimer = setTimeout(() => this.discard(connection), idleMs).unref();
		}
	}

	private setReferenced(child: ChildProcess, referenced: boolean): void {
		const handles = [child, child.channel, child.stderr instanceof Socket ? child.stderr : undefined];
		for (const handle of handles) {
			if (referenced) {
				handle?.ref();
			} else {
				handle?.unref();
			}
		}
	}
}
