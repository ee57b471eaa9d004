import { readFile } from 'node:fs/promises';

interface WordProblem {
	readonly question: string;
	readonly answer: string;
}

/**
 * As many word problems as JSON Lines: those of the pool, and after them the same with something added that tells them
 * apart.
 *
 * @param folder of the project
 */
export async function wordProblems(count: number, folder = '.'): Promise<string[]> {
	const pool = (await readFile(`${folder}/examples/pools/word-problems.jsonl`, 'utf8')).trim().split('\n');
	return Array.from({ length: count }, (_, index) => {
		const { question, answer } = JSON.parse(pool[index % pool.length] ?? '{}') as WordProblem;
		const round = Math.floor(index / pool.length);
		return JSON.stringify({
			question: round === 0 ? question : `${question} Case ${round}, question ${index}.`,
			answer,
		});
	});
}
