import type { Example } from '../probe/probeModel';
import type { Provenance, RejectionReason } from '../protocol/candidate';
import type { VScore } from '../metrics/vScore';
import type { VoteRule } from './verify';

/** A demonstration as a strategy proposes it: neither checked nor read. */
export interface Proposal extends Example {
	/** Where it comes from, for people: "gsm8k-train.jsonl:812". */
	readonly origin: string;
	/** Where a language model wrote it. */
	readonly provenance?: Provenance;
}

/** An example that can be named as the parent of a proposal. */
export interface NamedExample extends Example {
	readonly id: string;
	/** For people: its number in the set, or that it is a candidate. */
	readonly name: string;
}

/** What a strategy knows of the set it proposes for: in later rounds with the candidates that are kept so far. */
export interface SynthesisContext {
	readonly task: string | undefined;
	readonly demonstrations: readonly NamedExample[];
	/** Their gradient sketches, of unit length. */
	readonly sketches: readonly Float32Array[];
	/** Region of each. */
	readonly assignment: readonly number[];
	/** Regions to fill. */
	readonly aim: ReadonlySet<number>;
}

/** A proposal that the probe has read, as far as a strategy may judge it by. */
export interface Judged {
	/** Of the nearest demonstration. */
	readonly region: number;
	/** `undefined` without a task definition, or where it was too long to be measured. */
	readonly vScore: VScore | undefined;
}

export interface StrategyRule {
	/** Why a proposal that does not stay is rejected. */
	readonly reason: RejectionReason;
	/** Whether the best of those that do not stay are offered where a run ends with too few that do. */
	readonly makesUp?: boolean;
	/** For each proposal whether it stays. */
	keeps(read: readonly Judged[], context: SynthesisContext): readonly boolean[];
}

/**
 * One way to propose demonstrations. Strategies only propose; de-duplication, reading, verification, gain and ranking are
 * the same for all of them and follow in the workflow.
 */
export interface Strategy {
	readonly id: string;
	/**
	 * Proposes for one round; with a language model this may be called again, for the set with what was kept.
	 *
	 * @throws {UserError} `synthesis.*`: the context lacks what the strategy needs; and what the model throws
	 */
	propose(context: SynthesisContext, signal?: AbortSignal): Iterable<Proposal> | AsyncIterable<Proposal>;
	/** Which proposals of a round stay; all of them where a strategy has no rule of its own. */
	readonly rule?: StrategyRule;
	/** How many of a model's answers must agree, where the strategy asks for another rule than the usual one. */
	readonly voteRule?: VoteRule;
}
