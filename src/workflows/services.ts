import type { Logger } from '../base/logger';
import type { Ledger } from '../llm/budgetedModel';
import type { ProbeModel, ReadOptions } from '../probe/probeModel';
import type { Measurer } from './measure';

/** What the workflows work with. Front ends build it once and hand it to every call. */
export interface Services {
	readonly probe: ProbeModel;
	readonly measurer: Measurer;
	readonly logger: Logger;
}

export interface Progress {
	/** For people: "Reading demonstrations". */
	readonly message: string;
	readonly done: number;
	readonly total: number;
	/** What was used of a language model so far, where one is asked. */
	readonly ledger?: Ledger;
}

export interface WorkflowOptions {
	readonly signal?: AbortSignal;
	/** Of several workflows at once, the probe reads first for the one with the higher number; 0 unless given. */
	readonly priority?: number;
	readonly onProgress?: (progress: Progress) => void;
}

/** How a workflow's options reach the probe: with its signal and its priority. */
export function readOptions({ signal, priority }: WorkflowOptions): ReadOptions {
	return { ...(signal === undefined ? {} : { signal }), ...(priority === undefined ? {} : { priority }) };
}

/** The same, counting every reading in the workflow's progress. */
export function countedReadOptions(options: WorkflowOptions, message: string, total: number, before = 0): ReadOptions {
	let done = before;
	return {
		...readOptions(options),
		onReading: () => options.onProgress?.({ message, done: ++done, total }),
	};
}
