import { perplexity } from '../metrics/perplexity';
import { perplexityGap } from '../metrics/perplexityGap';
import type { ProbeModel } from '../probe/probeModel';
import type { Analysis } from '../protocol/analysis';
import type { AnalyzedSet } from './analyze';
import { examplesOf, gradientRequest } from './readings';
import { countedReadOptions, type WorkflowOptions } from './services';

/** The analysis with the perplexity gap to a second probe, which reads every demonstration once, without gradients. */
export async function withPerplexityGap(
	{ analysis, set, loss }: AnalyzedSet,
	other: ProbeModel,
	options: WorkflowOptions = {},
): Promise<Analysis> {
	const { surface } = analysis;
	if (surface === null) {
		return analysis;
	}
	const examples = examplesOf(set.demonstrations);
	const readings = await other.read(
		examples.map(example => ({ ...gradientRequest(example, set.task?.text, loss), gradient: false })),
		countedReadOptions(options, 'Reading with the second probe', examples.length),
	);
	const gap = perplexityGap(surface.perplexity, perplexity(readings.map(({ logProbs }) => logProbs)));
	return { ...analysis, surface: { ...surface, perplexityGap: gap } };
}
