import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { analysisSchema } from '../../../src/protocol/analysis';
import { startLanguageModel, type LanguageModelServer } from '../../support/languageModelServer';

const key = 'a-key-for-this-test';
let server: LanguageModelServer | undefined;
let folder = '';
beforeEach(async () => (folder = await mkdtemp(path.join(os.tmpdir(), 'demoscope-scorer-'))));
afterEach(async () => {
	await server?.close();
	await rm(folder, { recursive: true, force: true });
});

/** `score` with V-Scores by the server's model. */
async function score(address: string): Promise<{ code: number; stdout: string; stderr: string }> {
	const env = { ...process.env, DEMOSCOPE_CACHE: folder, DEMOSCOPE_LLM_KEY: key, OPENAI_LOG: 'debug', NO_COLOR: '1' };
	const model = ['--llm-url', address, '--llm-model', 'local', '--scorer', 'llm'];
	const args = ['dist/cli.js', 'score', 'examples/sentiment.jsonl', ...model, '--json', '--verbose'];
	return await new Promise(resolve => {
		execFile(process.execPath, args, { env, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
			resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
		);
	});
}

test('score --scorer llm gives every demonstration’s V-Score by the model, shows no key, and asks for no name twice', async () => {
	server = await startLanguageModel('vllm');
	const { code, stdout, stderr } = await score(server.address);
	expect(code, stderr).toBe(0);
	const { llmConsistency, demonstrations } = analysisSchema.parse(JSON.parse(stdout));
	expect(llmConsistency?.model).toBe(`local at ${server.address}`);
	expect(llmConsistency?.demonstrations.map(({ id }) => id)).toEqual(demonstrations.map(({ id }) => id));
	expect(llmConsistency?.demonstrations.every(({ vScore }) => vScore !== null)).toBe(true);
	expect(stderr).toContain(`${2 * demonstrations.length} requests to local`);
	expect(`${stdout}${stderr}`).not.toContain(key);

	const chats = (): number => server?.requests.filter(({ path }) => path.endsWith('/chat/completions')).length ?? NaN;
	const asked = chats();
	expect(asked).toBeGreaterThan(0);
	await score(server.address);
	expect(chats()).toBe(asked);
}, 60_000);

test('a server that leaves prompts out is named, with the exit code of a service', async () => {
	server = await startLanguageModel('echo', { leavesPromptOut: true });
	const { code, stdout, stderr } = await score(server.address);
	expect(code).toBe(3);
	expect(stdout).toBe('');
	expect(stderr).toContain('leaves the prompt out');
}, 60_000);
