export interface ChatMessage {
	readonly role: 'user' | 'assistant';
	readonly content: string;
}

export interface ChatOptions {
	readonly temperature?: number;
	readonly maxTokens?: number;
	readonly signal?: AbortSignal;
}

/** A language model that answers. Text goes to an endpoint that the user chose, and nowhere else. */
export interface ChatModel {
	/** For people: which model, and where. */
	readonly name: string;
	/** @throws {UserError} `llm.*`: the endpoint cannot be reached, refuses, or answers nonsense. */
	complete(messages: readonly ChatMessage[], options?: ChatOptions): Promise<string>;
}
