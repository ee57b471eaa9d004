import { afterEach, beforeEach, expect, test } from 'vitest';
import { listModels } from '../../../src/llm/listModels';
import { openAiClient } from '../../../src/llm/openAiClient';
import { misbehaviours, startLanguageModel, type LanguageModelServer } from '../../support/languageModelServer';

let server: LanguageModelServer;
beforeEach(async () => (server = await startLanguageModel()));
afterEach(() => server.close());

test('lists what the endpoint serves', async () => {
	expect(await listModels(openAiClient({ baseUrl: server.address }))).toEqual(['local', 'other']);
});

test('a server of something else is told apart', async () => {
	server.misbehave(misbehaviours.body('<h1>Welcome</h1>', 'text/html'));
	await expect(listModels(openAiClient({ baseUrl: server.address }))).rejects.toMatchObject({ code: 'llm.failed' });
});
