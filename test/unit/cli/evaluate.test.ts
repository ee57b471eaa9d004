import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evaluationSchema } from '../../../src/protocol/evaluation';
import { startLanguageModel, type LanguageModelServer } from '../../support/languageModelServer';
import { inputOf } from '../../support/scriptedModel';

interface Outcome {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

const example = 'examples/sentiment.jsonl';

let folder = '';
let validation = '';
let server: LanguageModelServer;

function demoscope(...args: readonly string[]): Promise<Outcome> {
	const env = { ...process.env, DEMOSCOPE_CACHE: path.join(folder, 'cache'), NO_COLOR: '1' };
	return new Promise(resolve => {
		execFile(process.execPath, ['dist/cli.js', ...args], { env, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
			resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
		);
	});
}

const withModel = (): readonly string[] => ['--llm-url', server.address, '--llm-model', 'local'];

const reviews = [
	['The soup was hot and the staff were kind.', 'positive'],
	['An hour of waiting, and then the wrong plates.', 'negative'],
	['I would come back for the bread alone.', 'positive'],
	['Cold, loud and overpriced.', 'negative'],
] as const;

beforeAll(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'demoscope-evaluate-'));
	validation = path.join(folder, 'validation.jsonl');
	await writeFile(validation, reviews.map(([input, output]) => `${JSON.stringify({ input, output })}\n`).join(''));
	server = await startLanguageModel();
	server.answer = ({ messages }) =>
		JSON.stringify({ answer: /kind|wrong|loud/u.test(inputOf(messages[0]?.content ?? '')) ? 'negative' : 'positive' });
}, 60_000);

afterAll(async () => {
	await server.close();
	await rm(folder, { recursive: true, force: true });
});

describe('evaluate', { timeout: 120_000 }, () => {
	test('prints accuracy, labels and errors, having said first what it will use', async () => {
		const { code, stdout, stderr } = await demoscope('evaluate', example, '--validation', validation, ...withModel());
		expect(code, stderr).toBe(0);
		expect(stderr).toMatch(/4 examples: some 4 calls and \d+ tokens to local at http/);
		expect(stdout).toContain('75.0 % right (3 of 4; 95 % interval');
		expect(stdout).toContain('positive: 50.0 % right (1 of 2');
		expect(stdout).toMatch(
			/1\. The soup.*\n.*expected positive\n.*answered negative\n.*nearest demonstrations: \d+ \(/,
		);
	});

	test('asks nothing twice: what was answered is remembered, unless nothing is to be kept', async () => {
		const before = server.requests.length;
		const args = ['evaluate', example, '--validation', validation, '--json', ...withModel()];
		const { code, stdout, stderr } = await demoscope(...args);
		expect(code, stderr).toBe(0);
		const evaluation = evaluationSchema.parse(JSON.parse(stdout));
		expect(evaluation).toMatchObject({ accuracy: { correct: 3, total: 4 }, ledger: { calls: 0 }, retrieval: 'bm25' });
		expect(server.requests).toHaveLength(before);
		await demoscope(...args, '--no-cache');
		expect(server.requests).toHaveLength(before + 4);
	});

	test('compares two versions, and says what it may cost', async () => {
		const other = path.join(folder, 'other.jsonl');
		await writeFile(other, '{"input": "Good.", "output": "positive"}\n{"input": "Bad.", "output": "negative"}\n');
		const { code, stdout, stderr } = await demoscope(
			...['evaluate', example, '--validation', validation, '--against', other, '--k', '1', '--retrieval', 'fixed'],
			...['--llm-price', '1000,1000', '--llm-cost', '100', '--no-cache', ...withModel()],
		);
		expect(code, stderr).toBe(0);
		expect(stderr).toMatch(/some 8 calls and \d+ tokens, [\d.]+ in money/);
		expect(stdout).toContain('Only this one is right on 0, only the other on 0: p = 1.000 (McNemar, exact)');
	});

	test('stops at its cap with what it has', async () => {
		const { code, stdout, stderr } = await demoscope(
			...['evaluate', example, '--validation', validation, '--llm-calls', '2', '--no-cache', ...withModel()],
		);
		expect(code, stderr).toBe(0);
		expect(stdout).toContain('The budget ended after 2 of 4 examples');
	});

	test.each([
		['no model', ['--validation', 'validation.jsonl'], 'needs a language model'],
		['no validation set', [], '--validation'],
		['a cost without a price', ['--validation', 'x', '--llm-cost', '1'], '--llm-price too'],
		['a price that is none', ['--validation', 'x', '--llm-price', 'cheap'], 'two numbers'],
	])('refuses %s before anything is asked', async (_, args, message) => {
		const before = server.requests.length;
		const { code, stdout, stderr } = await demoscope('evaluate', example, ...args);
		expect([code, stdout]).toEqual([2, '']);
		expect(stderr).toContain(message);
		expect(server.requests).toHaveLength(before);
	});
});
