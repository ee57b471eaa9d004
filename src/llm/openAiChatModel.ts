import OpenAI, { APIConnectionError, APIError, APIUserAbortError } from 'openai';
import { UserError } from '../base/errors';
import type { ChatModel } from './chatModel';

export interface OpenAiOptions {
	/** Address up to and without `/chat/completions`, such as `http://127.0.0.1:8000/v1`. */
	readonly baseUrl: string;
	readonly model: string;
	/** Left out for local servers that want none. */
	readonly apiKey?: string;
}

const requestMilliseconds = 60_000;
const retries = 2;

/** Any server that speaks the OpenAI chat completions protocol. Retries 429 and 5xx as `Retry-After` asks. */
export function openAiChatModel({ baseUrl, model, apiKey }: OpenAiOptions): ChatModel {
	const client = new OpenAI({
		baseURL: baseUrl,
		// The client insists on a key; servers without one ignore it.
		apiKey: apiKey ?? 'none',
		organization: null,
		project: null,
		timeout: requestMilliseconds,
		maxRetries: retries,
	});
	return {
		name: `${model} at ${baseUrl}`,
		async complete(messages, { temperature, maxTokens, signal } = {}) {
			try {
				const completion = await client.chat.completions.create(
					{
						model,
						messages: messages.map(({ role, content }) => ({ role, content })),
						...(temperature === undefined ? {} : { temperature }),
						...(maxTokens === undefined ? {} : { max_completion_tokens: maxTokens }),
					},
					signal === undefined ? {} : { signal },
				);
				const text = completion.choices[0]?.message.content;
				if (typeof text !== 'string') {
					throw new UserError('llm.empty', `${model} gave no text. Try another model.`, 'service');
				}
				return text;
			} catch (error) {
				throw explain(error, model, baseUrl, signal);
			}
		},
	};
}

function explain(error: unknown, model: string, baseUrl: string, signal: AbortSignal | undefined): unknown {
	if (error instanceof APIUserAbortError) {
		return signal?.reason ?? error;
	}
	if (error instanceof APIConnectionError) {
		return new UserError(
			'llm.unreachable',
			`No language model answers at ${baseUrl}. Check the address and that the server runs.`,
			'service',
			{ cause: error },
		);
	}
	if (error instanceof APIError) {
		return new UserError(
			'llm.refused',
			`${model} at ${baseUrl} answered with status ${String(error.status)}. Check the model's name, the key and the quota.`,
			'service',
			{ cause: error },
		);
	}
	return error;
}
