import type { Disposable } from '../base/disposable';
import type { Truth } from './truth';

/**
 * Which tokens the loss counts: the output's (the papers'), or the input's and the output's. Both: the gradients of the
 * two losses side by side, each at unit length; without gradient the same as joint.
 */
export type Loss = 'completion' | 'joint' | 'both';

export interface Example {
	readonly input: string;
	readonly output: string;
}

/** One text to read, in parts: the probe's own template puts them together. */
export interface ReadingRequest extends Example {
	readonly task?: string;
	/** In-context examples, shown before the input and never scored. */
	readonly examples?: readonly Example[];
	readonly loss: Loss;
	/** Input and output are the whole text as they stand: nothing is put around or between them. */
	readonly verbatim?: boolean;
	/** Whether the gradient sketch is wanted; without it the reading costs less than half. */
	readonly gradient: boolean;
}

/** What the probe says of one text. */
export interface Reading {
	/** Natural-log probabilities of the scored tokens, in order; of the joint loss where both were asked for. */
	readonly logProbs: Float32Array;
	/** Tokens of the whole rendered text. */
	readonly tokens: number;
	/**
	 * Unnormalised sketch of the gradient of the mean scored loss, [4096], or [8192] for both losses; only where it was
	 * asked for.
	 */
	readonly sketch?: Float32Array;
	/** Mean over the whole text of the last hidden state, [hidden size]. */
	readonly embedding: Float32Array;
	/** Part of the text was left out because the probe's window is too short for it. */
	readonly truncated: boolean;
}

/** Two linear maps of embeddings, under which a demonstration lies near its own task definition and others of the task. */
export interface TaskHead {
	/** Of the room that both sides are mapped to. */
	readonly dimension: number;
	/** [dimension, hidden + 1], row-major; the last column is added as it is. */
	readonly demonstration: Float32Array;
	readonly definition: Float32Array;
	/** Of the fit to the definition, of which the head is one part. */
	readonly weights: Readonly<
		Record<'constant' | 'bitsPerToken' | 'sharedWithInput' | 'sharedWithOutput' | 'likeness', number>
	>;
	/** Of the fit to the task, which looks at the other demonstrations too. */
	readonly taskFit: Readonly<Record<'constant' | 'definitionFit' | 'company', number>>;
}

export interface ProbeDescription {
	/** For people: the checkpoint's name. */
	readonly id: string;
	/** Hash of the checkpoint's weights, configuration and tokenizer: two readings compare only within one revision. */
	readonly revision: string;
	readonly parameters: number;
	/** For people: the execution provider that really runs, and where, if not on this machine. */
	readonly provider: string;
	/** Longest text in tokens. */
	readonly window: number;
	readonly sketchDimension: number;
	/** What its measures are worth, where that was measured for this revision. */
	readonly truth?: Truth;
	/** Tells a demonstration's own task definition from others, where one was trained for this revision. */
	readonly taskHead?: TaskHead;
}

export interface ReadOptions {
	readonly signal?: AbortSignal;
	/** Of several reads at once, the one with the higher number goes first; 0 unless given. */
	readonly priority?: number;
	/** Told of every reading as it comes, in no particular order. */
	readonly onReading?: (index: number, reading: Reading) => void;
}

/**
 * A small causal language model that reads texts. A reading is a pure function of (revision, template, request).
 *
 * @throws {UserError} `probe.*`: the checkpoint cannot be used, or the process that runs it is gone.
 */
export interface ProbeModel extends Disposable {
	describe(): Promise<ProbeDescription>;
	/** Readings in the order of the requests. Stops at the next batch when the signal aborts. */
	read(requests: readonly ReadingRequest[], options?: ReadOptions): Promise<readonly Reading[]>;
}
