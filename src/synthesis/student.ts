import type { NamedExample, SynthesisContext } from './strategy';

/** Who learns from the set: the language model with the set as prompt, or a linear classifier on the probe's embeddings. */
export const studentIds = ['icl', 'linear'] as const;
export type StudentId = (typeof studentIds)[number];

/** Learns from a set and is tried on validation examples. */
export interface Student {
	readonly id: StudentId;
	/**
	 * Validation examples that it gets wrong, one by one, in an order that is drawn.
	 *
	 * @throws {UserError} `llm.*`; `synthesis.needsLabels`: it learns labels only
	 */
	mistakes(context: SynthesisContext, signal?: AbortSignal): AsyncIterable<NamedExample>;
}
