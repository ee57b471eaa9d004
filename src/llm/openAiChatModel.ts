import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { UserError } from '../base/errors';
import type { ChatModel, ChatOptions } from './chatModel';
import { isOpenAi } from './endpoint';
import { openAiClient, Refusal, type EndpointOptions, type OpenAiClient } from './openAiClient';

export interface OpenAiOptions extends EndpointOptions {
	readonly model: string;
}

const count = z.optional(z.nullable(z.number()));
const completionSchema = z.object({
	choices: z.array(z.object({ message: z.object({ content: z.optional(z.nullable(z.string())) }) })),
	usage: z.optional(z.nullable(z.object({ prompt_tokens: count, completion_tokens: count }))),
});

type Body = Readonly<Record<string, unknown>>;

/** A model of any server that speaks the OpenAI chat completions protocol, with a client of its own. */
export function openAiChatModel({ model, ...endpoint }: OpenAiOptions): ChatModel {
	return chatModelOf(openAiClient(endpoint), model);
}

/**
 * A model of an endpoint. What is not understood everywhere (a format, a temperature) is tried, and where the endpoint
 * refuses it but takes the rest, left out from then on.
 */
export function chatModelOf(client: OpenAiClient, model: string): ChatModel {
	const name = `${model} at ${client.baseUrl}`;
	const left = new Set<string>();

	async function ask(fixed: Body, optional: Body, options: ChatOptions): Promise<unknown> {
		let offered = Object.fromEntries(Object.entries(optional).filter(([key]) => !left.has(key)));
		const omitted: string[] = [];
		for (;;) {
			try {
				const answer = await client.post('/chat/completions', { ...fixed, ...offered }, options);
				for (const key of omitted) {
					left.add(key);
					client.logger.warn(`${name} does not take ${key}: asked without from now on.`);
				}
				return answer;
			} catch (error) {
				const refused = error instanceof Refusal ? suspectOf(error, offered) : undefined;
				if (refused === undefined) {
					throw error;
				}
				omitted.push(refused);
				offered = Object.fromEntries(Object.entries(offered).filter(([key]) => key !== refused));
			}
		}
	}

	return {
		name,
		async complete(messages, options = {}) {
			const { maxTokens, onUsage } = options;
			const fixed = {
				model,
				messages: messages.map(({ role, content }) => ({ role, content })),
				// OpenAI's newer models refuse the name that all others know.
				...(maxTokens === undefined
					? {}
					: { [isOpenAi(client.baseUrl) ? 'max_completion_tokens' : 'max_tokens']: maxTokens }),
			};
			const { data } = completionSchema.safeParse(await ask(fixed, optionalPart(options), options));
			const choice = data?.choices[0];
			if (choice === undefined) {
				throw new UserError(
					'llm.failed',
					l10n.t(
						'What answers at {0} does not speak the OpenAI protocol. Check the address; most end in /v1.',
						client.baseUrl,
					),
					'service',
				);
			}
			const { prompt_tokens: promptTokens, completion_tokens: answerTokens } = data?.usage ?? {};
			if (typeof promptTokens === 'number' && typeof answerTokens === 'number') {
				onUsage?.({ promptTokens, answerTokens });
			}
			const { content } = choice.message;
			if (typeof content !== 'string' || content.trim() === '') {
				throw new UserError('llm.empty', l10n.t('{0} gave no text. Try another model.', model), 'service');
			}
			return content;
		},
	};
}

function optionalPart({ temperature, topP, seed, format }: ChatOptions): Body {
	return {
		...(temperature === undefined ? {} : { temperature }),
		...(topP === undefined ? {} : { top_p: topP }),
		...(seed === undefined ? {} : { seed }),
		...(format === undefined ? {} : { response_format: { type: 'json_schema', json_schema: format } }),
	};
}

/** The part to go without: the one that the endpoint names, else the format, which the fewest know. */
function suspectOf({ status, parameter }: Refusal, offered: Body): string | undefined {
	if (status !== 400 && status !== 422) {
		return undefined;
	}
	const named = parameter?.split('.')[0];
	return [named, 'response_format'].find(key => key !== undefined && key in offered);
}
