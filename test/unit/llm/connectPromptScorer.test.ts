import { afterEach, expect, test } from 'vitest';
import { connectPromptScorer } from '../../../src/llm/connectPromptScorer';
import { openAiClient } from '../../../src/llm/openAiClient';
import type { PromptScorer } from '../../../src/llm/promptScorer';
import {
	misbehaviours,
	score,
	startLanguageModel,
	type Dialect,
	type LanguageModelServer,
} from '../../support/languageModelServer';

let server: LanguageModelServer | undefined;
afterEach(() => server?.close());

async function connect(dialect: Dialect, leavesPromptOut = false): Promise<PromptScorer> {
	server = await startLanguageModel(dialect, { leavesPromptOut });
	return await connectPromptScorer(openAiClient({ baseUrl: server.address, random: () => 1 }), 'local');
}

test.each([
	['vllm', 'prompt_logprobs'],
	['echo', 'echo'],
	['sglang', 'generate'],
] as const)('%s is found by %s, and gives each token’s log-probability', async (server, dialect) => {
	const scorer = await connect(server);
	expect(scorer.dialect).toBe(dialect);
	const text = 'Input: Where is my order?\nOutput: shipping';
	expect(await scorer.score(text)).toEqual(
		score(text).map(({ token, logProb }) => ({ text: token, logProb: logProb ?? undefined })),
	);
});

test.each(['vllm', 'echo', 'sglang'] as const)(
	'%s that leaves the prompt out is noticed, and that is said',
	async dialect => {
		await expect(connect(dialect, true)).rejects.toMatchObject({
			code: 'llm.noPromptScores',
			message: expect.stringContaining('leaves the prompt out') as unknown,
		});
	},
);

test('a chat server without completions is said to offer none', async () => {
	server = await startLanguageModel();
	const client = openAiClient({ baseUrl: server.address });
	server.misbehave(misbehaviours.status(404), misbehaviours.status(404), misbehaviours.status(404));
	await expect(connectPromptScorer(client, 'local')).rejects.toMatchObject({
		code: 'llm.noPromptScores',
		message: expect.stringContaining('does not offer them') as unknown,
	});
});

test('values that do not depend on the order of the words are not the model’s', async () => {
	server = await startLanguageModel('echo');
	const client = openAiClient({ baseUrl: server.address });
	const constant = {
		...client,
		post: async (path: string, body: Readonly<Record<string, unknown>>) => {
			const answer = (await client.post(path, body)) as {
				choices: { logprobs: { token_logprobs: (number | null)[] } | null }[];
			};
			const logProbs = answer.choices[0]?.logprobs?.token_logprobs;
			logProbs?.forEach((value, index) => (logProbs[index] = value && -1));
			return answer;
		},
	};
	await expect(connectPromptScorer(constant, 'local')).rejects.toMatchObject({
		code: 'llm.noPromptScores',
		message: expect.stringContaining('do not follow from the text') as unknown,
	});
});

test('a wrong key is that, and not a missing capability', async () => {
	server = await startLanguageModel('vllm');
	server.misbehave(misbehaviours.status(401));
	const client = openAiClient({ baseUrl: server.address });
	await expect(connectPromptScorer(client, 'local')).rejects.toMatchObject({ code: 'llm.key' });
});
