import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { analysisSchema, type Analysis } from '../../src/protocol/analysis';

const run = promisify(execFile);

/** Sets that the tables of docs/scores.md are about, with the pool that belongs to some. */
const examples: readonly (readonly [file: string, pool?: string])[] = [
	['sentiment.jsonl', 'reviews.jsonl'],
	['word-problems.jsonl', 'word-problems.jsonl'],
	['tool-choice.jsonl'],
	['invoice-extraction.json'],
	['support-replies.promptfooconfig.yaml'],
	['paraphrased-twins.jsonl'],
];

export interface ScoresTables {
	readonly examples: string;
	readonly circumstances: string;
}

/** The generated tables of docs/scores.md, from what the built program says of the examples. */
export async function scoresTables(): Promise<ScoresTables> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'demoscope-scores-'));
	const score = async (file: string, ...options: readonly string[]): Promise<Analysis> => {
		const env = { ...process.env, DEMOSCOPE_CACHE: path.join(folder, 'cache') };
		const { stdout } = await run(process.execPath, ['dist/cli.js', 'score', file, '--json', ...options], {
			env,
			maxBuffer: 1 << 26,
		});
		return analysisSchema.parse(JSON.parse(stdout));
	};
	try {
		const rows: string[][] = [];
		for (const [file, pool] of examples) {
			const options = pool === undefined ? [] : ['--pool', `examples/pools/${pool}`];
			rows.push(exampleRow(file, await score(`examples/${file}`, ...options)));
		}
		return {
			examples: table(
				[
					'set',
					'n',
					'G-Vendi',
					'resampled',
					'twice',
					'pool',
					'order 2',
					'order ∞',
					'balance',
					'words',
					'meaning',
					'gzip',
					'twins',
				],
				rows,
			),
			circumstances: await circumstances(folder, score),
		};
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function exampleRow(file: string, { count, scores, surface, labelBalance, findings }: Analysis): string[] {
	const duplicates = findings.filter(({ rule }) => rule === 'near-duplicate').length;
	return [
		`\`${file.split('.')[0] ?? file}\``,
		String(count),
		number(scores?.gVendi),
		number(scores?.marks?.resampled.mean),
		number(scores?.marks?.doubled),
		number(scores?.marks?.pool?.mean),
		number(scores?.vendi['2']),
		number(scores?.vendi.inf),
		number(labelBalance),
		number(surface?.ngramVendi),
		number(surface?.embeddingVendi),
		number(surface?.compressionRatio),
		String(duplicates),
	];
}

/** The same demonstrations read or cut in other ways: what moves a score although nothing is better or worse. */
async function circumstances(
	folder: string,
	score: (file: string, ...options: readonly string[]) => Promise<Analysis>,
): Promise<string> {
	const problems = (await readFile('examples/word-problems.jsonl', 'utf8')).trimEnd().split('\n');
	const task = ['--task-file', 'examples/word-problems.task.md'];
	const written = async (name: string, lines: readonly string[]): Promise<string> => {
		const file = path.join(folder, name);
		await writeFile(file, `${lines.join('\n')}\n`);
		return file;
	};
	const cases: readonly (readonly [string, string, ...string[]])[] = [
		['`sentiment`, as it is read', 'examples/sentiment.jsonl'],
		['`sentiment`, `--loss completion`', 'examples/sentiment.jsonl', '--loss', 'completion'],
		['`sentiment`, `--loss joint`', 'examples/sentiment.jsonl', '--loss', 'joint'],
		['`word-problems`, the first 4', await written('four.jsonl', problems.slice(0, 4)), ...task],
		['`word-problems`, the first 8', await written('eight.jsonl', problems.slice(0, 8)), ...task],
		['`word-problems`, all 16', 'examples/word-problems.jsonl', ...task],
		['`word-problems`, each of them twice', await written('twice.jsonl', [...problems, ...problems]), ...task],
		[
			'`word-problems`, the first 8 times',
			await written('same.jsonl', Array<string>(8).fill(problems[0] ?? '')),
			...task,
		],
	];
	const rows: string[][] = [];
	for (const [name, file, ...options] of cases) {
		const { count, probe, scores, surface } = await score(file, ...options);
		const share = scores === null ? undefined : scores.gVendi / count;
		rows.push([
			name,
			String(count),
			probe?.loss ?? '',
			number(scores?.gVendi),
			number(share),
			number(scores?.vendi.inf),
			number(surface?.embeddingVendi),
			number(surface?.compressionRatio),
		]);
	}
	return table(['set', 'n', 'loss', 'G-Vendi', 'of n', 'order ∞', 'meaning', 'gzip'], rows);
}

function number(value: number | null | undefined): string {
	return value === null || value === undefined ? '–' : value.toFixed(2).replace('-', '−');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
	const rule = head.map((_, index) => (index === 0 ? '---' : '---:'));
	return [line(head), line(rule), ...rows.map(line)].join('\n');
}
