import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile, lstat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonLines } from '../../../src/demonstrations/formats/jsonLines';
import { analysisSchema, type Analysis } from '../../../src/protocol/analysis';
import { suggestionsSchema } from '../../../src/protocol/candidate';

interface Outcome {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

let folder = '';

/** The built program, as a user runs it, with a cache of its own. */
function demoscope(...args: readonly string[]): Promise<Outcome> {
	const env = { ...process.env, DEMOSCOPE_CACHE: path.join(folder, 'cache'), NO_COLOR: '1' };
	return new Promise(resolve => {
		execFile(process.execPath, ['dist/cli.js', ...args], { env, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
			resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
		);
	});
}

async function scored(...args: readonly string[]): Promise<Analysis> {
	const { stdout, code, stderr } = await demoscope('score', ...args, '--json');
	expect(code, stderr).toBe(0);
	return analysisSchema.parse(JSON.parse(stdout));
}

beforeAll(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'demoscope-cli-'));
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('score', { timeout: 60_000 }, () => {
	test('two paraphrased twins are each other’s twin and add least', async () => {
		const { demonstrations } = await scored('examples/paraphrased-twins.jsonl');
		expect(demonstrations).toHaveLength(10);
		const byContribution = demonstrations.toSorted((a, b) => (a.contribution ?? NaN) - (b.contribution ?? NaN));
		expect(
			byContribution
				.slice(0, 2)
				.map(({ id }) => id)
				.sort(),
		).toEqual(['2', '5']);
		expect(demonstrations[1]?.twin?.id).toBe('5');
		expect(demonstrations[4]?.twin?.id).toBe('2');
	});

	test('reads a set again from the cache to the same figures', async () => {
		const first = await scored('examples/sentiment.jsonl');
		const again = await scored('examples/sentiment.jsonl');
		expect(again).toEqual(first);
	});

	test('gives ranges that cut out the demonstration', async () => {
		const { demonstrations } = await scored('examples/broken.jsonl');
		const lines = (await readFile('examples/broken.jsonl', 'utf8')).split('\n');
		for (const { range, input } of demonstrations) {
			expect(range.start.line).toBe(range.end.line);
			const source = lines[range.start.line]?.slice(range.start.character, range.end.character);
			expect(JSON.parse(source ?? '')).toMatchObject({ text: input });
		}
	});

	test('takes a folder, and gives an array for several files', async () => {
		const { stdout, code } = await demoscope('score', 'examples', '--json');
		expect(code).toBe(0);
		const analyses = (JSON.parse(stdout) as unknown[]).map(analysis => analysisSchema.parse(analysis));
		expect(analyses.length).toBeGreaterThanOrEqual(6);
		expect(new Set(analyses.map(({ format }) => format))).toEqual(
			new Set(['jsonl', 'natural-instructions-v2', 'promptfoo-yaml']),
		);
	});

	test.each([
		['a file that is not there', ['score', 'nowhere.jsonl'], 'nowhere.jsonl cannot be read'],
		['no file', ['score'], "missing required argument 'file'"],
		['an unknown format', ['score', 'examples/broken.jsonl', '--format', 'word'], 'There is no format "word"'],
		['an unusable mapping', ['score', 'examples/broken.jsonl', '--map', 'text'], '--map takes input=KEY'],
		['a file of another kind', ['score', 'LICENSE'], 'not in a format that holds demonstrations'],
		['half a language model', ['score', 'examples/broken.jsonl', '--llm-model', 'm'], 'go together'],
	])('says what is wrong with %s, and ends with 2', async (_, args, message) => {
		const { code, stdout, stderr } = await demoscope(...args);
		expect(code).toBe(2);
		expect(stdout).toBe('');
		expect(stderr).toContain(message);
		expect(stderr).not.toContain('    at ');
	});

	test('names what a folder lacks that is given as a probe', async () => {
		const { code, stderr } = await demoscope('score', 'examples/broken.jsonl', '--probe', 'examples');
		expect(code).toBe(2);
		expect(stderr).toMatch(/^demoscope: .*config\.json/u);
	});

	test('ends with 3 where a service does not answer', async () => {
		const nobody = ['--llm-url', 'http://127.0.0.1:9/v1', '--llm-model', 'm'];
		const { code, stderr } = await demoscope('score', 'examples/broken.jsonl', '--json', ...nobody);
		expect(code).toBe(3);
		expect(stderr).toContain('No language model answers at http://127.0.0.1:9/v1.');
	});
});

describe('suggest --apply', { timeout: 60_000 }, () => {
	test('leaves a valid file with the candidates in it, a link a link, and the rest untouched', async () => {
		const file = path.join(folder, 'set.jsonl');
		const link = path.join(folder, 'link.jsonl');
		await cp('examples/word-problems.jsonl', file);
		await symlink(file, link);
		const before = await readFile(file, 'utf8');
		const args = ['suggest', link, '--pool', 'examples/pools/word-problems.jsonl', '--count', '3', '--json', '--apply'];
		const { code, stdout, stderr } = await demoscope(...args);
		expect(code, stderr).toBe(0);
		const { candidates, gVendi, considered } = suggestionsSchema.parse(JSON.parse(stdout));
		expect(considered).toBeGreaterThan(100);
		expect(gVendi.after).toBeGreaterThan(gVendi.before);
		const after = await readFile(file, 'utf8');
		expect(after.startsWith(before)).toBe(true);
		expect((await lstat(link)).isSymbolicLink()).toBe(true);
		const { demonstrations, problems } = jsonLines.parse({ name: file, text: after });
		expect(problems).toEqual([]);
		expect(demonstrations.slice(-3).map(({ input }) => input.text)).toEqual(candidates.map(({ input }) => input));
	});
});

describe('report', { timeout: 60_000 }, () => {
	test('writes one page that carries everything and loads nothing', async () => {
		const set = path.join(folder, 'hostile.jsonl');
		await writeFile(set, '{"input":"</script><script>alert(1)</script>","output":"a plain answer here"}\n');
		const page = path.join(folder, 'report.html');
		const { code, stdout, stderr } = await demoscope('report', set, '-o', page);
		expect(code, stderr).toBe(0);
		expect(stdout).toContain(`Report written to ${page}`);
		const html = await readFile(page, 'utf8');
		expect(html).not.toContain('<script>alert(1)');
		expect(html).not.toMatch(/\b(?:src|href)="/u);
	});
});
