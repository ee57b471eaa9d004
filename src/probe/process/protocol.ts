import type { ProbeDescription, ReadingRequest } from '../probeModel';
import type { Provider, ProviderRefusal, ProviderSetting } from '../provider';
import type { Batch, BatchOutput } from '../reading/batch';
import type { EncodedRequest } from '../reading/encodeRequest';
import type { IndexedReading } from '../reading/readRequests';

export interface OpenOptions {
	/** The checkpoint's folder. */
	readonly checkpoint: string;
	/** Threads of computation; by default all cores but one. */
	readonly threads?: number;
	/** What it runs on; by default the CPU. */
	readonly provider?: ProviderSetting;
}

/** Of a probe that runs on this machine. */
export interface LocalDescription extends ProbeDescription {
	readonly provider: Provider;
}

/** What the probe's process does when asked. Called by our own client alone, from the process that started it. */
export interface ProbeWorker {
	/** Once, before anything else. */
	open(options: OpenOptions): Promise<LocalDescription>;
	/** The tokens of each request, as they would be read. */
	encode(requests: readonly ReadingRequest[]): Promise<readonly EncodedRequest[]>;
	/** The text of each scored token of a request, as `scoredTexts` has them. */
	tokenTexts(request: ReadingRequest): Promise<readonly string[]>;
	/**
	 * Sends every reading to the listener under this job's number, and returns when all are sent. Of several jobs the
	 * one with the highest priority has its batches first.
	 */
	read(job: number, requests: readonly ReadingRequest[], priority: number): Promise<void>;
	/** What the graph gives for one batch, in its turn among those of the jobs. */
	run(batch: Batch, gradient: boolean): Promise<BatchOutput>;
	/** Stops a job at its next batch; its `read` then fails. */
	cancel(job: number): Promise<void>;
}

/** What the probe's process tells on its own. */
export interface ProbeListener {
	readings(job: number, readings: readonly IndexedReading[]): Promise<void>;
	/** From now on the CPU runs. */
	refused(refusal: ProviderRefusal): Promise<void>;
}
