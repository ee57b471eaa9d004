import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile, lstat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonLines } from '../../../src/demonstrations/formats/jsonLines';
import { analysisSchema, type Analysis } from '../../../src/protocol/analysis';
import { checkSchema } from '../../../src/protocol/check';
import { selectionSchema } from '../../../src/protocol/selection';
import { suggestionsSchema } from '../../../src/protocol/candidate';
import type { InspectedField, Inspection } from '../../../src/workflows/inspection';

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

describe('files that the configuration names', { timeout: 180_000 }, () => {
	test('give coverage, marks and findings in score, check and select, from wherever it is called', async () => {
		const project = path.join(folder, 'references');
		await mkdir(project, { recursive: true });
		const lines = (await readFile('examples/sentiment.jsonl', 'utf8')).trimEnd().split('\n');
		await writeFile(path.join(project, 'set.jsonl'), `${lines.slice(0, 8).join('\n')}\n`);
		await writeFile(path.join(project, 'real.jsonl'), `${lines.slice(8, 16).join('\n')}\n`);
		await writeFile(path.join(project, 'all.jsonl'), `${lines.join('\n')}\n`);
		const entry = ['files: set.jsonl', 'labels: [positive]', 'validation: real.jsonl', 'pool: all.jsonl'];
		const configure = (...more: readonly string[]) =>
			writeFile(path.join(project, '.demoscope.yaml'), `sets:\n  - ${[...entry, ...more].join('\n    ')}\n`);
		await configure('leading: vendi2');
		const set = path.join(project, 'set.jsonl');

		const analysis = await scored(set);
		expect(analysis.coverage).toMatchObject({ count: 8, read: 8 });
		expect(path.resolve(analysis.coverage?.validation ?? '')).toBe(path.join(project, 'real.jsonl'));
		expect(analysis.scores?.marks?.pool).toMatchObject({ count: 24, read: 24, draws: 20 });
		expect(analysis.scores?.leading).toEqual({
			measure: 'vendi2',
			value: analysis.scores?.vendi['2'],
			by: 'configuration',
		});
		const negative = lines.slice(0, 8).filter(line => line.includes('"negative"')).length;
		expect(analysis.findings.filter(({ rule }) => rule === 'unknown-label')).toHaveLength(negative);

		const other = await scored(set, '--validation', path.join(project, 'all.jsonl'));
		expect(other.coverage).toMatchObject({ count: 24 });

		await configure('thresholds: { failOn: never, maximumDuplicates: 9, minimumCoverage: 1, minimumOfPool: 3 }');
		const { stdout, code } = await demoscope('check', set, '--json');
		expect(code).toBe(1);
		const [checked] = checkSchema.parse(JSON.parse(stdout)).files;
		expect(checked?.violations.map(({ rule }) => rule)).toEqual(['low-coverage', 'worse-than-random']);

		const chosen = await demoscope('select', set, '-k', '8', '--json');
		const selection = selectionSchema.parse(JSON.parse(chosen.stdout));
		expect(selection.disallowed).toBe(negative);
		expect(selection.demonstrations.every(({ output }) => output === 'positive')).toBe(true);
	});
});

describe('inspect', { timeout: 60_000 }, () => {
	const program = 'test/fixtures/demonstrations/program.json';

	test('gives one JSON document with the source range of every field', async () => {
		const { stdout, code, stderr } = await demoscope('inspect', program, '--json');
		expect(code, stderr).toBe(0);
		const { demonstrations, ...rest } = JSON.parse(stdout) as Inspection;
		expect(rest).toEqual({
			file: program,
			format: 'dspy-program',
			set: 'answer.predict',
			sets: ['answer.predict', 'search'],
			task: { text: 'Answer the question from the context.', source: 'file' },
			count: 3,
			problems: [],
		});
		const lines = (await readFile(program, 'utf8')).split('\n');
		const cut = ({ range: { start, end } }: InspectedField) => lines[start.line]?.slice(start.character, end.character);
		expect(demonstrations.map(({ id }) => id)).toEqual(['1', '2', '3']);
		for (const { output } of demonstrations.map(({ fields }) => fields)) {
			expect(output && cut(output)).toBe(output?.text);
		}
	});

	test('says in words what was recognised and why', async () => {
		const { stdout } = await demoscope('inspect', program, 'test/fixtures/demonstrations/broken.csv');
		expect(stdout).toContain('DSPy program (dspy-program), by its name and content: confidence 0.95, before json 0.60');
		expect(stdout).toContain('This file holds 2 sets, and this is “answer.predict”. Not read: “search”.');
		expect(stdout).toContain('broken.csv:4:1 This row has no "label".');
	});

	test('reads the set that is asked for, and names those there are', async () => {
		const { stdout } = await demoscope('inspect', program, '--set', 'search', '--json');
		expect((JSON.parse(stdout) as Inspection).set).toBe('search');
		const wrong = await demoscope('inspect', program, '--set', 'serach');
		expect(wrong.code).toBe(2);
		expect(wrong.stderr).toContain('has no set "serach". It has "answer.predict", "search".');
	});

	test('reads files as the nearest configuration says, and options outrank it', async () => {
		const project = path.join(folder, 'project');
		await mkdir(path.join(project, 'prompts', 'tickets'), { recursive: true });
		const file = path.join(project, 'prompts', 'tickets', 'a.jsonl');
		await writeFile(file, '{"body":"My parcel is late","queue":"delivery","input":"x","output":"y"}\n');
		const entry = 'files: prompts/**\n    mapping: { input: body, output: queue }\n    task: Name the queue.';
		await writeFile(path.join(project, '.demoscope.yaml'), `sets:\n  - ${entry}\n`);
		const { stdout } = await demoscope('inspect', file, '--json');
		const { task, demonstrations } = JSON.parse(stdout) as Inspection;
		expect(task).toEqual({ text: 'Name the queue.', source: 'configuration' });
		expect(demonstrations[0]?.fields).toMatchObject({
			input: { text: 'My parcel is late' },
			output: { text: 'delivery' },
		});

		await writeFile(path.join(project, 'prompts', 'tickets', 'a.task.md'), 'Say where it goes.\n');
		const again = await demoscope('inspect', file, '--map', 'input=input,output=output', '--json');
		const chosen = JSON.parse(again.stdout) as Inspection;
		expect(chosen.task?.source).toBe('sidecar');
		expect(chosen.demonstrations[0]?.fields.input.text).toBe('x');

		await writeFile(path.join(project, '.demoscope.yaml'), 'sets:\n  - files: 1\n');
		const broken = await demoscope('inspect', file);
		expect(broken.code).toBe(2);
		expect(broken.stderr).toContain('.demoscope.yaml:2: sets[0].files must be a glob or a list of globs.');
	});
});

describe('a Parquet file', { timeout: 60_000 }, () => {
	test('is inspected, and never written', async () => {
		const file = path.join(folder, 'stays.parquet');
		const columnData = [
			{ name: 'text', data: ['The bed was soft.', 'Nobody was there.'] },
			{ name: 'label', data: ['good', 'bad'] },
		];
		const bytes = new Uint8Array(parquetWriteBuffer({ columnData }));
		await writeFile(file, bytes);
		const { stdout, code, stderr } = await demoscope('inspect', file, '--json');
		expect(code, stderr).toBe(0);
		const { format, demonstrations } = JSON.parse(stdout) as Inspection;
		expect(format).toBe('parquet');
		expect(demonstrations.map(({ range, fields }) => [range.start.line, fields.output?.text])).toEqual([
			[0, 'good'],
			[1, 'bad'],
		]);
		const refused = await demoscope('suggest', file, '--pool', file, '--format', 'jsonl', '--apply');
		expect(refused.code).toBe(2);
		expect(refused.stderr).toContain('Parquet files are only read. Convert it to JSON Lines and change that.');
		expect(new Uint8Array(await readFile(file))).toEqual(bytes);
	});
});

describe('a pool', { timeout: 60_000 }, () => {
	test('is read as its configuration says', async () => {
		const project = path.join(folder, 'pools');
		await mkdir(project);
		const pool = path.join(project, 'pool.jsonl');
		await writeFile(pool, '{"body":"How many legs has a goat?","queue":"four","input":"x","output":"y"}\n');
		await writeFile(
			path.join(project, '.demoscope.yaml'),
			'sets: [{ files: pool.jsonl, mapping: { input: body, output: no such key } }]\n',
		);
		const { code, stderr } = await demoscope('suggest', 'examples/sentiment.jsonl', '--pool', pool);
		expect(code).toBe(2);
		expect(stderr).toContain('pool.jsonl holds no demonstration that can be read');
	});
});

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
	test('a file whose bytes are of no single encoding is refused before anything is measured', async () => {
		const file = path.join(folder, 'old.jsonl');
		const bytes = Buffer.from('{"input": "caf\xe9", "output": "a"}\n{"input": "b", "output": "c"}\n', 'latin1');
		await writeFile(file, bytes);
		const absent = ['--probe', path.join(folder, 'absent')];
		const pool = 'examples/sentiment.jsonl';
		for (const args of [
			['suggest', file, '--pool', pool, '--apply'],
			['select', pool, '-k', '2', '--into', file],
		]) {
			const { code, stderr } = await demoscope(...args, ...absent);
			expect(code).toBe(2);
			expect(stderr).toContain('is not UTF-8');
		}
		expect((await readFile(file)).equals(bytes)).toBe(true);
	});

	test('writes before the demonstration that is named', async () => {
		const file = path.join(folder, 'prompt.txt');
		await writeFile(file, 'Q: How many legs have 3 cats?\nA: 12\n\nQ: What is half of 18?\nA: 9\n');
		const args = ['suggest', file, '--pool', 'examples/pools/word-problems.jsonl', '--count', '1', '--apply'];
		const absent = await demoscope(...args, '--before', '3');
		expect(absent.code).toBe(2);
		expect(absent.stderr).toContain('There is no demonstration 3');
		const { code, stderr } = await demoscope(...args, '--before', '2');
		expect(code, stderr).toBe(0);
		const after = await readFile(file, 'utf8');
		expect(after).toMatch(
			/^Q: How many legs have 3 cats\?\nA: 12\n\nQ: .+\nA: [^]+\n\nQ: What is half of 18\?\nA: 9\n$/,
		);
	});

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

describe('select', { timeout: 60_000 }, () => {
	test('writes the chosen as they are written, in the order asked for, and never over a file', async () => {
		const output = path.join(folder, 'few.jsonl');
		const args = [
			'select',
			'examples/sentiment.jsonl',
			'-k',
			'4',
			'--per-label',
			'2',
			'--order',
			'alternating',
			'-o',
			output,
		];
		const { code, stdout, stderr } = await demoscope(...args);
		expect(code, stderr).toBe(0);
		expect(stdout).toContain('4 chosen of 24');
		const source = (await readFile('examples/sentiment.jsonl', 'utf8')).split('\n');
		const lines = (await readFile(output, 'utf8')).trimEnd().split('\n');
		expect(lines.every(line => source.includes(line))).toBe(true);
		const labels = lines.map(line => (JSON.parse(line) as { label: string }).label);
		expect(labels[0]).toBe(labels[2]);
		expect(labels[1]).toBe(labels[3]);
		expect(new Set(labels).size).toBe(2);
		expect(await demoscope(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining('--force') as string });
	});

	test('writes another format, and into a program in place of what it has', async () => {
		const output = path.join(folder, 'few.yaml');
		const program = path.join(folder, 'program.json');
		await cp('test/fixtures/demonstrations/program.json', program);
		const first = await demoscope('select', 'examples/sentiment.jsonl', '-k', '2', '-o', output, '--json');
		expect(first.code, first.stderr).toBe(0);
		const { demonstrations } = selectionSchema.parse(JSON.parse(first.stdout));
		const inputs = demonstrations.map(({ input }) => input);
		expect((await scored(output)).demonstrations.map(({ input }) => input)).toEqual(inputs);
		expect((await demoscope('select', 'examples/sentiment.jsonl', '-k', '2', '--into', program)).code).toBe(0);
		const written = JSON.parse(await readFile(program, 'utf8')) as {
			'answer.predict': { demos: { question: string }[] };
		};
		expect(written['answer.predict'].demos.map(({ question }) => question)).toEqual(inputs);
	});
});

describe('check', { timeout: 60_000 }, () => {
	test('passes, fails with code 1, and fails on what got worse', async () => {
		expect(await demoscope('check', 'examples/ci/routing.jsonl')).toMatchObject({ code: 0 });
		const failed = await demoscope('check', 'examples/sentiment.jsonl', '--json');
		expect(failed.code, failed.stderr).toBe(1);
		expect(checkSchema.parse(JSON.parse(failed.stdout)).passed).toBe(false);

		const set = path.join(folder, 'routing.jsonl');
		const baseline = path.join(folder, 'baseline.json');
		await cp('examples/ci/routing.jsonl', set);
		expect(await demoscope('check', set, '--baseline', baseline, '--save-baseline')).toMatchObject({ code: 0 });
		expect(await demoscope('check', set, '--baseline', baseline)).toMatchObject({ code: 0 });
		const lines = (await readFile(set, 'utf8')).trimEnd().split('\n');
		await writeFile(set, `${[...lines.slice(0, 5), ...lines.slice(0, 4)].join('\n')}\n`);
		const worse = await demoscope('check', set, '--baseline', baseline);
		expect(worse.code).toBe(1);
		expect(worse.stdout).toMatch(/G-Vendi fell from .*\[worse-than-baseline\]/);
	});

	test('a baseline that is none, or is missing, is bad input', async () => {
		const bad = path.join(folder, 'bad.json');
		await writeFile(bad, '{"version": 7}');
		expect(await demoscope('check', 'examples/ci/routing.jsonl', '--baseline', bad)).toMatchObject({ code: 2 });
		expect(await demoscope('check', 'examples/ci/routing.jsonl', '--baseline', `${bad}.not`)).toMatchObject({
			code: 2,
		});
	});
});
