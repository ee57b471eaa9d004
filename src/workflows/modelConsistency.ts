import type { PromptScorer } from '../llm/promptScorer';
import { consistency } from '../metrics/vScore';
import type { Analysis } from '../protocol/analysis';
import type { AnalyzedSet } from './analyze';
import { measureConsistencyInContext } from './consistency';
import { examplesOf } from './readings';
import { scoringReader } from './scoringReader';
import { readOptions, type WorkflowOptions } from './services';

/**
 * The analysis with the V-Scores that a language model gives, beside the probe's. Two requests a demonstration. A set
 * without a task definition gets a notice instead.
 *
 * @throws {UserError} `llm.*`
 */
export async function withModelConsistency(
	{ analysis, set }: Pick<AnalyzedSet, 'analysis' | 'set'>,
	scorer: PromptScorer,
	options: WorkflowOptions = {},
): Promise<Analysis> {
	const task = set.task?.text;
	if (task === undefined) {
		const notice = `${scorer.name} measured no consistency, as there is no task definition.`;
		return { ...analysis, notices: [...analysis.notices, notice] };
	}
	const examples = examplesOf(set.demonstrations);
	const total = 2 * examples.length;
	let done = 0;
	const reader = scoringReader(scorer, () =>
		options.onProgress?.({ message: 'Scoring with the language model', done: ++done, total }),
	);
	const scores = await measureConsistencyInContext(reader, task, examples, readOptions(options));
	return {
		...analysis,
		llmConsistency: {
			model: scorer.name,
			consistency: consistency(scores),
			demonstrations: set.demonstrations.map(({ id }, index) => ({ id, vScore: scores[index] ?? null })),
		},
	};
}
