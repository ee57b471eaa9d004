import { Client, type ClientCapabilities } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jsonLines } from '../../../../src/demonstrations/formats/jsonLines';

interface Found {
	readonly written: boolean;
	readonly candidates: readonly { readonly input: string; readonly gain: number }[];
}

const set = 'word-problems.jsonl';
const pool = 'pool.jsonl';
/** Entries of the example's pool that are enough to choose from. */
const poolSize = 12;

let folder = '';
let client: Client | undefined;

async function connect(capabilities: ClientCapabilities = {}): Promise<Client> {
	client = new Client({ name: 'test', version: '1.0.0' }, { capabilities });
	await client.connect(
		new StdioClientTransport({
			command: process.execPath,
			args: [path.resolve('dist/cli.js'), 'mcp'],
			cwd: folder,
			env: { ...(process.env as Record<string, string>), DEMOSCOPE_CACHE: path.join(folder, 'cache') },
		}),
	);
	return client;
}

/** A client whose person answers every question in one way, and what they were asked. */
async function connectPerson(answer: 'accept' | 'decline'): Promise<{ client: Client; questions: string[] }> {
	const questions: string[] = [];
	const person = await connect({ elicitation: { form: {} } });
	person.setRequestHandler('elicitation/create', ({ params }) => {
		questions.push(params.message);
		return answer === 'accept' ? { action: 'accept', content: { write: true } } : { action: 'decline' };
	});
	return { client: person, questions };
}

async function call(
	from: Client,
	name: string,
	args: Record<string, unknown>,
): Promise<{ text: string; failed: boolean }> {
	const result = await from.callTool({ name, arguments: args });
	const [content] = result.content;
	return { text: content?.type === 'text' ? content.text : '', failed: result.isError === true };
}

describe('demoscope mcp', { timeout: 120_000 }, () => {
	beforeEach(async () => {
		folder = await mkdtemp(path.join(os.tmpdir(), 'demoscope-mcp-'));
		await cp(path.join('examples', set), path.join(folder, set));
		const entries = (await readFile('examples/pools/word-problems.jsonl', 'utf8')).split('\n').slice(0, poolSize);
		await writeFile(path.join(folder, pool), `${entries.join('\n')}\n`);
	});

	afterEach(async () => {
		await client?.close();
		client = undefined;
		await rm(folder, { recursive: true, force: true });
	});

	test('lists three tools; only the one that can write is not read-only', async () => {
		const { tools } = await (await connect()).listTools();
		expect(tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint])).toEqual([
			['score_demonstrations', true],
			['check_demonstrations', true],
			['suggest_demonstrations', false],
		]);
		expect(tools[2]?.inputSchema).toMatchObject({ required: ['file', 'pool'] });
	});

	test('scores and checks a file', async () => {
		const from = await connect();
		const scored = JSON.parse((await call(from, 'score_demonstrations', { file: set })).text) as {
			diversity: { gVendi: number; of: number };
			addLeast: readonly { demonstration: number }[];
		};
		expect(scored.diversity.gVendi).toBeGreaterThan(1);
		expect(scored.diversity.gVendi).toBeLessThanOrEqual(scored.diversity.of);
		expect(scored.addLeast.length).toBeGreaterThan(0);

		await writeFile(
			path.join(folder, '.demoscope.yaml'),
			'sets:\n  - files: "*.jsonl"\n    thresholds:\n      minimumDiversity: 1\n',
		);
		const checked = JSON.parse((await call(from, 'check_demonstrations', { file: set })).text) as {
			passed: boolean;
			violations: readonly { rule: string }[];
		};
		expect(checked.passed).toBe(false);
		expect(checked.violations.map(({ rule }) => rule)).toContain('low-diversity');
	});

	test('suggests from a pool and writes nothing unless told to', async () => {
		const before = await readFile(path.join(folder, set), 'utf8');
		const { text } = await call(await connect(), 'suggest_demonstrations', { file: set, pool, count: 2 });
		const found = JSON.parse(text) as Found;
		expect(found.candidates).toHaveLength(2);
		expect(found.written).toBe(false);
		expect(await readFile(path.join(folder, set), 'utf8')).toBe(before);
	});

	test('writes what the person at the client agreed to, who saw it', async () => {
		const { client: from, questions } = await connectPerson('accept');
		const { text } = await call(from, 'suggest_demonstrations', { file: set, pool, count: 2, write: true });
		const found = JSON.parse(text) as Found;
		expect(found.written).toBe(true);
		expect(questions).toHaveLength(1);
		const written = jsonLines.parse({ name: set, text: await readFile(path.join(folder, set), 'utf8') });
		for (const { input } of found.candidates) {
			expect(questions[0]).toContain(JSON.stringify(input));
			expect(written.demonstrations.map(({ input }) => input.text)).toContain(input);
		}
	});

	test('writes nothing where the person declines, or cannot be asked', async () => {
		const before = await readFile(path.join(folder, set), 'utf8');
		const declined = await connectPerson('decline');
		const { text } = await call(declined.client, 'suggest_demonstrations', { file: set, pool, count: 1, write: true });
		expect((JSON.parse(text) as Found).written).toBe(false);
		await declined.client.close();
		const unasked = await connect();
		const refused = await call(unasked, 'suggest_demonstrations', { file: set, pool, count: 1, write: true });
		expect(refused.failed).toBe(true);
		expect(refused.text).toMatch(/elicitation/);
		expect(await readFile(path.join(folder, set), 'utf8')).toBe(before);
	});

	test('what is wrong with a file is an answer with what to do', async () => {
		const from = await connect();
		const { text, failed } = await call(from, 'score_demonstrations', { file: 'missing.jsonl' });
		expect(failed).toBe(true);
		expect(text).toMatch(/missing\.jsonl/);
		await expect(call(from, 'suggest_demonstrations', { file: set })).resolves.toMatchObject({ failed: true });
	});
});
