import { seededRandom } from '../../base/random';
import type { ChatModel } from '../../llm/chatModel';
import type { Analysis } from '../../protocol/analysis';
import type { WorkflowOptions } from '../services';
import type { ClusterPlan } from './clusterPlan';
import { measureClusterScore } from './measureClusterScore';

/** Fixed, so that the same answers give the same score. */
const samplingSeed = 241_015;

/**
 * The LLM cluster score as an analysis holds it.
 *
 * @throws {UserError} `clusterScore.nothing`, and `llm.*`
 */
export async function clusterRun(
	model: ChatModel,
	texts: readonly string[],
	plan: ClusterPlan,
	options: WorkflowOptions = {},
): Promise<NonNullable<Analysis['llmCluster']>> {
	const score = await measureClusterScore(model, texts, plan, seededRandom(samplingSeed), options);
	return { ...score, model: model.name, criteria: [...score.criteria] };
}
