import type { Logger } from '../base/logger';
import type { ProcessProbe } from '../probe/process/client';
import type { ProbeDescription, ProbeModel, Reading, ReadingRequest, ReadOptions } from '../probe/probeModel';
import type { Notices } from './notices';
import { cacheBytes, probeIdleMs, probePath, probeProvider } from './settings';

export interface EditorProbeFiles {
	/** Bundle of the probe's child process. */
	readonly worker: string;
	/** Checkpoint that ships with the extension. */
	readonly builtIn: string;
	/** Folder of the reading cache. */
	readonly cache: string;
}

interface Running {
	readonly process: ProcessProbe;
	/** The process behind its cache. */
	readonly model: ProbeModel;
}

/** The probe that the settings name, started when it is first needed, and anew after `restart`. */
export class EditorProbe implements ProbeModel {
	private running: Promise<Running> | undefined;
	private readingCount = 0;

	constructor(
		private readonly files: EditorProbeFiles,
		private readonly logger: Logger,
		private readonly notices: Notices,
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
			({ model }) => model.dispose(),
			() => undefined,
		);
		this.running = undefined;
	}

	private started(): Promise<Running> {
		this.running ??= this.start();
		return this.running;
	}

	private async start(): Promise<Running> {
		const [{ startProbe }, { cachedProbe }] = await Promise.all([
			import('../probe/process/client'),
			import('../probe/cache/cachedProbe'),
		]);
		const { files, logger } = this;
		const process = startProbe({
			workerFile: files.worker,
			checkpoint: probePath() ?? files.builtIn,
			idleMs: probeIdleMs(),
			provider: probeProvider(),
			logger,
		});
		process.onCrash(crash => this.notices.probeCrashed(crash));
		process.onRefusal(refusal => this.notices.providerRefused(refusal));
		return {
			process,
			model: cachedProbe(this.counted(process), { folder: files.cache, maxBytes: cacheBytes(), logger }),
		};
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
