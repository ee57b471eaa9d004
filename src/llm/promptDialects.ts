import * as z from 'zod/mini';
import type { OpenAiClient, RequestOptions } from './openAiClient';
import type { PromptDialect, ScoredToken } from './promptScorer';

/** Asks for a prompt's tokens; `undefined` where the endpoint answers without them. */
export type AskForTokens = (
	client: OpenAiClient,
	model: string,
	text: string,
	options: RequestOptions,
) => Promise<readonly ScoredToken[] | undefined>;

const logProbSchema = z.nullable(z.number());

const promptLogProbsSchema = z.object({
	choices: z.tuple([
		z.object({
			prompt_logprobs: z.array(
				z.nullable(z.record(z.string(), z.object({ logprob: z.number(), decoded_token: z.nullable(z.string()) }))),
			),
		}),
	]),
});

const echoSchema = z.object({
	choices: z.tuple([
		z.object({ logprobs: z.object({ tokens: z.array(z.string()), token_logprobs: z.array(logProbSchema) }) }),
	]),
});

const generateSchema = z.object({
	meta_info: z.object({
		input_token_logprobs: z.array(z.tuple([logProbSchema, z.number(), z.nullable(z.string())])),
	}),
});

/**
 * vLLM's extension of completions. With 0 each position holds the prompt's own token alone; a larger number adds the
 * likeliest ones, in an order that JSON objects do not keep. The first position holds nothing, not even its token.
 */
const promptLogProbs: AskForTokens = async (client, model, text, options) => {
	const body = { model, prompt: text, max_tokens: 1, temperature: 0, prompt_logprobs: 0 };
	const { data } = promptLogProbsSchema.safeParse(await client.post('/completions', body, options));
	const positions = data?.choices[0].prompt_logprobs.map(position => Object.values(position ?? {}));
	return positions?.every((entries, index) => entries.length === (index === 0 ? 0 : 1)) === true
		? positions.map(([entry]) => ({ text: entry?.decoded_token ?? '', logProb: entry?.logprob }))
		: undefined;
};

/** Completions as OpenAI first had them: the prompt comes back before the one token that has to be generated. */
const echo: AskForTokens = async (client, model, text, options) => {
	const body = { model, prompt: text, max_tokens: 1, temperature: 0, echo: true, logprobs: 1 };
	const { data } = echoSchema.safeParse(await client.post('/completions', body, options));
	if (data === undefined) {
		return undefined;
	}
	const { tokens, token_logprobs: logProbs } = data.choices[0].logprobs;
	return tokens.slice(0, -1).map((token, index) => ({ text: token, logProb: logProbs[index] ?? undefined }));
};

/** SGLang's own route, at the server's root. Its default gives the answer's tokens only. */
const generate: AskForTokens = async (client, _, text, options) => {
	const body = {
		text,
		sampling_params: { max_new_tokens: 1, temperature: 0 },
		return_logprob: true,
		logprob_start_len: 0,
		return_text_in_logprobs: true,
	};
	const root = client.baseUrl.replace(/\/v1$/u, '');
	const { data } = generateSchema.safeParse(await client.post(`${root}/generate`, body, options));
	return data?.meta_info.input_token_logprobs.map(([logProb, , token]) => ({
		text: token ?? '',
		logProb: logProb ?? undefined,
	}));
};

/** In the order in which they are tried. */
export const promptDialects: Readonly<Record<PromptDialect, AskForTokens>> = {
	prompt_logprobs: promptLogProbs,
	echo,
	generate,
};
