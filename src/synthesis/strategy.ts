import type { Example } from '../probe/probeModel';

/** A demonstration as a strategy proposes it: neither checked nor read. */
export interface Proposal extends Example {
	/** Where it comes from, for people: "gsm8k-train.jsonl:812". */
	readonly origin: string;
}

/** What a strategy knows of the set it proposes for. */
export interface SynthesisContext {
	readonly task: string | undefined;
	readonly demonstrations: readonly Example[];
}

/**
 * One way to propose demonstrations. Strategies only propose; de-duplication, reading, gain and ranking are the same
 * for all of them and follow in the workflow.
 */
export interface Strategy {
	readonly id: string;
	propose(context: SynthesisContext, signal?: AbortSignal): Iterable<Proposal> | AsyncIterable<Proposal>;
}
