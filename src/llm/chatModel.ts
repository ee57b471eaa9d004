export interface ChatMessage {
	readonly role: 'user' | 'assistant';
	readonly content: string;
}

/** The shape an answer is to have, for endpoints that can hold a model to one. */
export interface AnswerFormat {
	/** Letters, digits, `_` and `-`. */
	readonly name: string;
	/** JSON schema of an object. */
	readonly schema: Readonly<Record<string, unknown>>;
}

/** Tokens of one answer, as the endpoint counts them. */
export interface Usage {
	readonly promptTokens: number;
	readonly answerTokens: number;
}

export interface ChatOptions {
	/** 0 asks for the likeliest answer; left out, the endpoint's own default. */
	readonly temperature?: number;
	/** Nucleus sampling: the share of probability to draw from. */
	readonly topP?: number;
	/** Of the sampling, where the endpoint knows such a thing. */
	readonly seed?: number;
	readonly maxTokens?: number;
	/** A wish: the answer is to be checked all the same. */
	readonly format?: AnswerFormat;
	/** Milliseconds from the first attempt to the answer, with every retry and pause. */
	readonly deadlineMs?: number;
	/** Told of an answer's tokens where the endpoint says them. */
	readonly onUsage?: (usage: Usage) => void;
	readonly signal?: AbortSignal;
}

/** A language model that answers. Text goes to an endpoint that the user chose, and nowhere else. */
export interface ChatModel {
	/** For people: which model, and where. */
	readonly name: string;
	/** @throws {UserError} `llm.*`: the endpoint cannot be reached, refuses, or answers nonsense. */
	complete(messages: readonly ChatMessage[], options?: ChatOptions): Promise<string>;
}
