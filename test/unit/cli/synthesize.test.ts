import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonLines } from '../../../src/demonstrations/formats/jsonLines';
import { synthesisSchema, type Synthesis } from '../../../src/protocol/candidate';
import { inputOf, kindOf } from '../../support/scriptedModel';

interface Outcome {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

interface Problem {
	readonly question: string;
	readonly answer: string;
}

const example = 'examples/word-problems.jsonl';

let folder = '';
let server: Server;
let url = '';
/** Bodies of the requests, in order. */
const requests: { readonly model: string; readonly prompt: string; readonly key: string | undefined }[] = [];

function demoscope(...args: readonly string[]): Promise<Outcome> {
	const env = {
		...process.env,
		DEMOSCOPE_CACHE: path.join(folder, 'cache'),
		DEMOSCOPE_LLM_KEY: 'secret-key',
		NO_COLOR: '1',
	};
	return new Promise(resolve => {
		execFile(process.execPath, ['dist/cli.js', ...args], { env, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
			resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
		);
	});
}

const withModel = (): readonly string[] => ['--llm-url', url, '--llm-model', 'teacher'];

/** A server that speaks chat completions, and whose model knows the pool by heart. */
async function startServer(): Promise<Server> {
	const pool = (await readFile('examples/pools/word-problems.jsonl', 'utf8'))
		.trim()
		.split('\n')
		.map(line => JSON.parse(line) as Problem);
	let next = 0;
	const reply = (prompt: string): string => {
		switch (kindOf(prompt)) {
			case 'proposals':
				return JSON.stringify({
					demonstrations: [pool[next++ % pool.length], pool[next++ % pool.length]].map(problem => ({
						input: problem?.question,
						output: problem?.answer,
					})),
				});
			case 'answer':
				return JSON.stringify({
					answer: pool.find(({ question }) => question === inputOf(prompt))?.answer ?? 'no idea',
				});
			case 'types':
				return '{"types": []}';
			case 'judgement':
			case 'other':
				throw new Error(`nothing is scripted for this prompt:\n${prompt}`);
		}
	};
	const created = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const body = JSON.parse(Buffer.concat(chunks).toString()) as {
				model: string;
				messages: { content: string }[];
			};
			const prompt = body.messages[0]?.content ?? '';
			requests.push({ model: body.model, prompt, key: request.headers.authorization });
			const content = reply(prompt);
			response.setHeader('content-type', 'application/json');
			response.end(
				JSON.stringify({
					id: 'chat-1',
					object: 'chat.completion',
					created: 0,
					model: body.model,
					choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
				}),
			);
		});
	});
	await new Promise<void>(resolve => created.listen(0, '127.0.0.1', resolve));
	return created;
}

beforeAll(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'demoscope-synthesize-'));
	server = await startServer();
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}, 60_000);

afterAll(async () => {
	server.close();
	await rm(folder, { recursive: true, force: true });
});

describe('synthesize', { timeout: 120_000 }, () => {
	test('prints candidates and writes nothing, having said first what it may cost', async () => {
		const before = await readFile(example, 'utf8');
		const { code, stdout, stderr } = await demoscope('synthesize', example, '--count', '2', ...withModel());
		expect(code, stderr).toBe(0);
		expect(stderr).toMatch(
			/2 candidates by prismatic: some \d+ calls and \d+ tokens to teacher at http.*; at most 100 calls/,
		);
		expect(stdout).toContain('of 3 answers agree');
		expect(stdout).toContain('Nothing was written; --apply writes them.');
		expect(await readFile(example, 'utf8')).toBe(before);
		expect(requests[0]).toMatchObject({ model: 'teacher', key: 'Bearer secret-key' });
		expect(`${stdout}${stderr}`).not.toContain('secret-key');
	});

	test('prints JSON alone, and with --apply adds exactly the candidates to the file', async () => {
		const file = path.join(folder, 'word-problems.jsonl');
		await cp(example, file);
		await cp('examples/word-problems.task.md', path.join(folder, 'word-problems.task.md'));
		const before = await readFile(file, 'utf8');
		const { code, stdout, stderr } = await demoscope(
			...['synthesize', file, '--count', '2', '--llm-calls', '60', '--json', '--apply', ...withModel()],
		);
		expect(code, stderr).toBe(0);
		const synthesis: Synthesis = synthesisSchema.parse(JSON.parse(stdout));
		expect(synthesis.candidates).toHaveLength(2);
		expect(synthesis.gVendi.after).toBeGreaterThan(synthesis.gVendi.before);
		expect(synthesis.ledger.calls).toBeLessThanOrEqual(60);
		const after = await readFile(file, 'utf8');
		expect(after.startsWith(before)).toBe(true);
		const { demonstrations, problems } = jsonLines.parse({ name: file, text: after });
		expect(problems).toEqual([]);
		expect(demonstrations.slice(-2).map(({ input, output }) => [input.text, output?.text])).toEqual(
			synthesis.candidates.map(({ input, output }) => [input, output]),
		);
	});

	test('writes a new file from a task definition', async () => {
		const file = path.join(folder, 'new.jsonl');
		const { code, stdout, stderr } = await demoscope(
			...['synthesize', '--task', 'Solve the word problem.', '--strategy', 'v-synthesis', '--count', '2'],
			...['-o', file, ...withModel()],
		);
		expect(code, stderr).toBe(0);
		expect(stdout).toContain(`Written into ${file}`);
		const { demonstrations } = jsonLines.parse({ name: file, text: await readFile(file, 'utf8') });
		expect(demonstrations).toHaveLength(2);
	});

	test.each([
		['no model', [example], 'needs a language model'],
		['nothing to go by', [], 'Name a demonstration file'],
		['nowhere to write', ['--task', 't', '--apply', '--strategy', 'v-synthesis'], '--apply needs a file'],
		['a new file beside a set', [example, '-o', 'x.jsonl'], '--output is for a new file'],
		['a set that is none', ['--task', 't'], 'goes by the demonstrations of a set'],
		['mistakes without examples', [example, '--strategy', 's3'], 'give them with --validation'],
		['a cost without a price', [example, '--llm-cost', '1'], '--llm-price too'],
		['a format nobody writes', ['--task', 't', '--strategy', 'v-synthesis', '-o', 'x.docx'], 'writes no new file'],
		['an unknown strategy', [example, '--strategy', 'magic'], 'Allowed choices'],
	])('refuses %s before any call', async (_, args, message) => {
		const before = requests.length;
		const { code, stdout, stderr } = await demoscope('synthesize', ...args);
		expect([code, stdout]).toEqual([2, '']);
		expect(stderr).toContain(message);
		expect(requests).toHaveLength(before);
	});

	test('leaves a file that is there alone, and a dead endpoint leaves nothing behind', async () => {
		const file = path.join(folder, 'there.jsonl');
		await writeFile(file, 'precious\n');
		const task = ['--task', 't', '--strategy', 'v-synthesis'];
		const refused = await demoscope('synthesize', ...task, '-o', file, ...withModel());
		expect(refused.code).toBe(2);
		expect(await readFile(file, 'utf8')).toBe('precious\n');

		const files = await readdir(folder);
		const nobody = ['--llm-url', 'http://127.0.0.1:9/v1', '--llm-model', 'm'];
		const dead = await demoscope('synthesize', ...task, '-o', path.join(folder, 'dead.jsonl'), ...nobody);
		expect(dead.code).toBe(3);
		expect(dead.stderr).toContain('No language model answers');
		expect(await readdir(folder)).toEqual(files);
	});
});
