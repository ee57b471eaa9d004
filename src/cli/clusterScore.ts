import { UserError } from '../base/errors';
import { seededRandom } from '../base/random';
import type { Analysis } from '../protocol/analysis';
import type { AnalyzedSet } from '../workflows/analyze';
import { clusterPlan } from '../workflows/clusterScore/clusterPlan';
import { measureClusterScore } from '../workflows/clusterScore/measureClusterScore';
import { examplesOf, textOf } from '../workflows/readings';
import { chosenModel, type LabelOptions } from './labelOptions';
import { withProgress } from './progressLine';

const samplingSeed = 241_015;

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
	const score = await withProgress(analysis.file, onProgress =>
		measureClusterScore(model, texts, plan, seededRandom(samplingSeed), { signal, onProgress }),
	);
	return { ...analysis, llmCluster: { ...score, model: model.name, criteria: [...score.criteria] } };
}
