import * as z from 'zod/mini';

/**
 * What agents can ask for, over MCP and through the editor: names, descriptions and arguments. The manifest repeats them for
 * the editor's own registry; a test holds the two together.
 */

const file = z.string().check(z.minLength(1), z.describe('Path of a demonstration file.'));

export const scoreInput = z.object({ file });

export const checkInput = z.object({ file });

/** Most candidates in one answer: as many as a person reviews at a time. */
export const mostCandidates = 8;

export const suggestInput = z.object({
	file,
	pool: z.string().check(z.minLength(1), z.describe('Path of a larger file of labelled examples to choose from.')),
	count: z.optional(
		z
			.int()
			.check(
				z.gte(1),
				z.lte(mostCandidates),
				z.describe(`Candidates wanted, ${mostCandidates} at most; 5 if left out.`),
			),
	),
});

export type ScoreInput = z.infer<typeof scoreInput>;
export type CheckInput = z.infer<typeof checkInput>;
export type SuggestInput = z.infer<typeof suggestInput>;

export const agentTools = {
	score: {
		name: 'score_demonstrations',
		title: 'Score demonstrations',
		description:
			'Scores the few-shot demonstrations of a file: diversity (G-Vendi: how many really different demonstrations they are worth, from 1 to their number), consistency with the task definition (V-Score, bits per token; below 0 the definition makes them less expected), findings on lines, sparse regions, and what each demonstration adds. Reads only.',
		input: scoreInput,
	},
	check: {
		name: 'check_demonstrations',
		title: 'Check demonstrations',
		description:
			'Says whether the demonstrations of a file pass: no findings, and the thresholds of .demoscope.yaml kept. Reads only. Run it after a change.',
		input: checkInput,
	},
	suggest: {
		name: 'suggest_demonstrations',
		title: 'Suggest demonstrations',
		description:
			'Picks the entries of a pool that would add most to the sparse regions of a demonstration file, each with its measured gain of G-Vendi. A person decides whether they are written into the file.',
		input: suggestInput,
	},
} as const;
