import { UserError } from '../base/errors';
import type { Analysis } from '../protocol/analysis';
import type { AnalyzedSet } from '../workflows/analyze';
import { clusterPlan } from '../workflows/clusterScore/clusterPlan';
import { clusterRun } from '../workflows/clusterScore/clusterRun';
import { examplesOf, textOf } from '../workflows/readings';
import { chosenModel, type LabelOptions } from './labelOptions';
import { withProgress } from './progressLine';

/**
 * The analysis with the LLM cluster score. What it will cost is printed before the first call.
 *
 * @param calls most calls to the language model
 * @throws {UserError} `usage.llm`, `usage.budget`, `clusterScore.nothing`, and `llm.*`
 */
export async function withClusterScore(
	{ analysis, set }: AnalyzedSet,
	options: LabelOptions,
	calls: number,
	signal: AbortSignal,
): Promise<Analysis> {
	const model = await chosenModel(options);
	if (model === undefined) {
		throw new UserError(
			'usage.llm',
			'--cluster-score needs a language model: give --llm-url and --llm-model.',
			'usage',
		);
	}
	const texts = examplesOf(set.demonstrations).map(textOf);
	const plan = clusterPlan(texts, calls);
	if (plan === undefined) {
		throw new UserError(
			'usage.budget',
			'The LLM cluster score takes two demonstrations and six calls at least.',
			'usage',
		);
	}
	process.stderr.write(
		`demoscope: LLM cluster score of ${analysis.file}: at most ${plan.calls} calls and some ${plan.tokens} tokens to ${model.name}\n`,
	);
	const llmCluster = await withProgress(analysis.file, onProgress =>
		clusterRun(model, texts, plan, { signal, onProgress }),
	);
	return { ...analysis, llmCluster };
}
