import { createHash } from 'node:crypto';
import type { ChatMessage, ChatModel, ChatOptions } from './chatModel';

/** Bytes under keys; what it has lost is asked for again. */
export interface AnswerStore {
	get(key: string): Promise<Uint8Array | undefined>;
	put(key: string, data: Buffer): Promise<void>;
}

export interface AnswerCacheOptions {
	/**
	 * Also answers that are drawn. Asking the same several times in a run still gives several answers: a later run
	 * is given the same ones in the same order.
	 */
	readonly sampled?: boolean;
}

/** Changes whenever a request comes to mean something else. */
const keyVersion = 1;

/**
 * A model that remembers what it answered, under the whole request. Answers that are drawn (any temperature but 0) are
 * left alone unless asked for. What is remembered is no call: a budget belongs inside.
 */
export function cachedModel(
	model: ChatModel,
	store: AnswerStore,
	{ sampled = false }: AnswerCacheOptions = {},
): ChatModel {
	const asked = new Map<string, number>();

	/** How often this run has asked the same before. */
	function occurrence(request: string): number {
		const before = asked.get(request) ?? 0;
		asked.set(request, before + 1);
		return before;
	}

	return {
		name: model.name,
		async complete(messages, options = {}) {
			const isDrawn = options.temperature !== 0;
			if (isDrawn && !sampled) {
				return await model.complete(messages, options);
			}
			const request = requestKey(model.name, messages, options);
			const key = isDrawn ? `${request}-${occurrence(request)}` : request;
			const known = await store.get(key);
			options.signal?.throwIfAborted();
			if (known !== undefined) {
				return new TextDecoder().decode(known);
			}
			const answer = await model.complete(messages, options);
			await store.put(key, Buffer.from(answer));
			return answer;
		},
	};
}

/** SHA-256 of everything that an answer follows from. */
function requestKey(
	name: string,
	messages: readonly ChatMessage[],
	{ temperature, topP, seed, maxTokens, format }: ChatOptions,
): string {
	const said = messages.map(({ role, content }) => [role, content]);
	const parts = [keyVersion, name, said, temperature, topP, seed, maxTokens, format];
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
