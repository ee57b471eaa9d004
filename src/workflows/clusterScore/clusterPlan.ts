import { estimatedTokens } from '../../llm/budgetedModel';
import { criteriaPrompt, groupingPrompt } from './prompts';

/** How the calls of a budget are spent. */
export interface ClusterPlan {
	/** Samples looked at in a proposal of criteria (J), and the number of proposals (M). */
	readonly proposalSamples: number;
	readonly proposals: number;
	/** Samples grouped at a time (K), and the number of groupings (N), of which each is verified. */
	readonly groupingSamples: number;
	readonly groupings: number;
	readonly calls: number;
	/** Roughly, for prompts and answers. */
	readonly tokens: number;
}

/** The paper's K and J (arXiv 2410.15226, §3.1), which are for corpora: of a smaller set all. */
const mostGrouped = 10;
const mostProposed = 5;
/** Merging attributes, merging measures, and wording the criteria. */
const summaries = 3;
const fewestCalls = 6;
/** Share of the calls for proposals: the paper spends 100 of some 10,000, but a small set needs no fewer than a few. */
const proposalShare = 0.1;
const mostProposals = 20;
/** Words of an answer, in tokens. */
const answerTokens = 350;

/**
 * A plan within a budget of calls. With a grouping goes its verification; what is unusable is asked for again, out of the same budget.
 *
 * @param texts of the demonstrations
 * @returns `undefined` where the budget is too small, or there are fewer than two texts
 */
export function clusterPlan(texts: readonly string[], calls: number): ClusterPlan | undefined {
	if (calls < fewestCalls || texts.length < 2) {
		return undefined;
	}
	const proposals = Math.min(mostProposals, Math.max(1, Math.round(calls * proposalShare)));
	const groupings = Math.floor((calls - proposals - summaries) / 2);
	const proposalSamples = Math.min(mostProposed, texts.length);
	const groupingSamples = Math.min(mostGrouped, texts.length);
	const meanLength = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
	const promptTokens = (prompt: string, samples: number): number =>
		estimatedTokens(prompt.length + samples * meanLength) + answerTokens;
	const spent = proposals + summaries + 2 * groupings;
	return {
		proposalSamples,
		proposals,
		groupingSamples,
		groupings,
		calls: spent,
		tokens:
			(proposals + summaries) * promptTokens(criteriaPrompt([]), proposalSamples) +
			2 * groupings * promptTokens(groupingPrompt({}, []), groupingSamples),
	};
}
