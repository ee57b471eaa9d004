import { UserError } from '../base/errors';
import type { PromptScorer } from '../llm/promptScorer';
import type { Analysis } from '../protocol/analysis';
import type { AnalyzedSet } from '../workflows/analyze';
import { withModelConsistency } from '../workflows/modelConsistency';
import { chosenEndpoint, type LabelOptions } from './labelOptions';
import { withProgress } from './progressLine';

/**
 * The language model that the user chose as a scorer, once it was found to be one.
 *
 * @throws {UserError} `usage.llm`, `llm.noPromptScores`, and `llm.*`
 */
export async function chosenScorer(options: LabelOptions, signal: AbortSignal): Promise<PromptScorer> {
	const endpoint = await chosenEndpoint(options);
	if (endpoint === undefined) {
		throw new UserError('usage.llm', '--scorer llm needs a language model: give --llm-url and --llm-model.', 'usage');
	}
	const { connectPromptScorer } = await import('../llm/connectPromptScorer');
	return await connectPromptScorer(endpoint.client, endpoint.model, { signal });
}

/** The analysis with the language model's V-Scores. How many requests that takes is printed before the first. */
export async function consistencyBy(
	scorer: PromptScorer,
	analyzed: AnalyzedSet,
	signal: AbortSignal,
): Promise<Analysis> {
	const { file, count } = analyzed.analysis;
	process.stderr.write(`demoscope: V-Scores of ${file}: ${2 * count} requests to ${scorer.name}\n`);
	return await withProgress(file, onProgress => withModelConsistency(analyzed, scorer, { signal, onProgress }));
}
