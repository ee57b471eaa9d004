import * as l10n from '@vscode/l10n';
import { setImmediate } from 'node:timers/promises';
import { UserError } from '../base/errors';
import type { Logger } from '../base/logger';
import type { ProcessProbe } from '../probe/process/client';
import type { ProbeDescription, ProbeModel, Reading, ReadingRequest, ReadOptions } from '../probe/probeModel';
import type { Notices } from './notices';
import type { ProbeFiles } from './probeFiles';
import type { ProbeServices } from './probeServices';

interface Running {
	/** On this machine. */
	readonly process: ProcessProbe;
	/** What reads: the process, or a service, behind its cache. */
	readonly model: ProbeModel;
}

/** The probe that the settings name, started when it is first needed, and anew after `restart`. */
export class EditorProbe implements ProbeModel {
	private running: Promise<Running> | undefined;
	private readingCount = 0;

	constructor(
		private readonly files: ProbeFiles,
		private readonly logger: Logger,
		private readonly notices: Notices,
		private readonly services: ProbeServices,
		/** The user has agreed to a service meanwhile: what was read may be read there. */
		private readonly onAgreed: () => void,
	) {}

	async describe(): Promise<ProbeDescription> {
		return (await this.started()).model.describe();
	}

	async read(requests: readonly ReadingRequest[], options?: ReadOptions): Promise<readonly Reading[]> {
		return (await this.started()).model.read(requests, options);
	}

	/** The text of each token of a request that its reading has a log-probability of, in order. */
	async tokenTexts(request: ReadingRequest): Promise<readonly string[]> {
		return (await this.started()).process.tokenTexts(request);
	}

	/** Ends the process; the next reading starts one by the settings of that time. */
	restart(): void {
		this.dispose();
		this.notices.forget();
	}

	async processId(): Promise<number | undefined> {
		return (await this.running)?.process.processId;
	}

	/** Texts that processes of this probe have read; what the cache knew was not read. */
	get readings(): number {
		return this.readingCount;
	}

	dispose(): void {
		this.running?.then(
			({ model, process }) => {
				model.dispose();
				process.dispose();
			},
			() => undefined,
		);
		this.running = undefined;
	}

	private started(): Promise<Running> {
		if (this.running === undefined) {
			const running = this.start();
			this.running = running;
			running.catch(() => {
				if (this.running === running) {
					this.running = undefined;
				}
			});
		}
		return this.running;
	}

	private async start(): Promise<Running> {
		// Each is loaded in a turn of its own.
		const { startProbe } = await import('../probe/process/client');
		await setImmediate();
		const { cachedProbe } = await import('../probe/cache/cachedProbe');
		await setImmediate();
		const { threadDisk } = await import('../probe/cache/threadDisk');
		await setImmediate();
		const { cacheBytes, probeIdleMs, probePath, probeProvider } = await import('./settings');
		const { files, logger } = this;
		const process = startProbe({
			workerFile: files.worker,
			translation: files.translation,
			checkpoint: probePath() ?? files.builtIn,
			idleMs: probeIdleMs(),
			provider: probeProvider(),
			logger,
		});
		process.onCrash(crash => this.notices.probeCrashed(crash));
		process.onRefusal(refusal => this.notices.providerRefused(refusal));
		const probe = (await this.withService(process)) ?? process;
		return {
			process,
			model: cachedProbe(this.counted(probe), {
				disk: threadDisk(files.diskThread, { folder: files.cache, maxBytes: cacheBytes() }, logger),
				writesLater: true,
			}),
		};
	}

	/** The service that the settings name, with the process to fall back on where they allow it; nothing without one. */
	private async withService(process: ProcessProbe): Promise<ProbeModel | undefined> {
		const { chosenService, probeIdleMs, probeLocation, probePath } = await import('./settings');
		const location = probeLocation();
		const addresses = chosenService();
		if (location === 'local' || addresses === undefined) {
			if (location === 'remote') {
				throw new UserError(
					'service.address',
					l10n.t('The probe is to read at a service, and none is connected. Connect one, or let it read here.'),
					'usage',
				);
			}
			return undefined;
		}
		if (!this.services.isAgreed(addresses)) {
			void this.services.askAside(addresses).then(agreed => agreed && this.onAgreed());
			if (location === 'remote') {
				throw new UserError(
					'service.agreement',
					l10n.t(
						'Nothing is sent to {0} before you agree to it. Connect the service to be asked again.',
						addresses.join(', '),
					),
					'usage',
				);
			}
			return undefined;
		}
		const [{ startProbe }, { remoteProbe }, { fallbackProbe }] = await Promise.all([
			import('../probe/process/client'),
			import('../probe/remote/remoteProbe'),
			import('../probe/remote/fallbackProbe'),
		]);
		const { files, logger } = this;
		const checkpoint = probePath() ?? files.builtIn;
		const token = await this.services.token(addresses);
		const remote = remoteProbe({
			addresses,
			checkpoint,
			// Makes tokens only, which takes little memory.
			local: startProbe({
				workerFile: files.worker,
				translation: files.translation,
				checkpoint,
				idleMs: probeIdleMs(),
				logger,
			}),
			logger,
			...(token === undefined ? {} : { token }),
		});
		return location === 'remote'
			? remote
			: fallbackProbe(remote, process, { onFallback: failure => this.notices.readsHere(failure) });
	}

	private counted(probe: ProbeModel): ProbeModel {
		return {
			describe: () => probe.describe(),
			read: (requests, options = {}) => {
				const onReading = (index: number, reading: Reading): void => {
					this.readingCount++;
					options.onReading?.(index, reading);
				};
				return probe.read(requests, { ...options, onReading });
			},
			dispose: () => probe.dispose(),
		};
	}
}
