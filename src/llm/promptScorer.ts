import type { RequestOptions } from './openAiClient';

/** A piece of a text, as the model's tokenizer cuts it. */
export interface ScoredToken {
	readonly text: string;
	/** Natural-log probability after all that stands before it; `undefined` for the first, which nothing predicts. */
	readonly logProb: number | undefined;
}

/** How an endpoint is asked for the log-probabilities of a prompt. */
export type PromptDialect = 'prompt_logprobs' | 'echo' | 'generate';

/** A language model that says how likely a given text is to it. */
export interface PromptScorer {
	/** For people: which model, and where. */
	readonly name: string;
	readonly dialect: PromptDialect;
	/**
	 * The tokens of the text, in order and without those that the tokenizer adds.
	 *
	 * @throws {UserError} `llm.*`; `llm.noPromptScores` where the endpoint gives none for this text
	 */
	score(text: string, options?: RequestOptions): Promise<readonly ScoredToken[]>;
}
