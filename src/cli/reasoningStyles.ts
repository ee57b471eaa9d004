import { UserError } from '../base/errors';
import type { Analysis } from '../protocol/analysis';
import type { AnalyzedSet } from '../workflows/analyze';
import { examplesOf, textOf } from '../workflows/readings';
import { stylesOf } from '../workflows/reasoningStyles/defaultStyles';
import { labelStyles } from '../workflows/reasoningStyles/labelStyles';
import { stylesPlan } from '../workflows/reasoningStyles/stylesPlan';
import { configuredSettings } from './configurationFile';
import { chosenModel, type LabelOptions } from './labelOptions';
import { withProgress } from './progressLine';

/**
 * The analysis with its reasoning-style coverage, of the styles that are configured for the file or else the usual ones. What it
 * will cost is printed before the first call.
 *
 * @param calls most calls to the language model
 * @throws {UserError} `usage.llm`, `usage.budget`, `reasoningStyles.nothing`, and `llm.*`
 */
export async function withReasoningStyles(
	{ analysis, set, document }: AnalyzedSet,
	options: LabelOptions,
	calls: number,
	signal: AbortSignal,
): Promise<Analysis> {
	const model = await chosenModel(options);
	if (model === undefined) {
		throw new UserError(
			'usage.llm',
			'--reasoning-styles needs a language model: give --llm-url and --llm-model.',
			'usage',
		);
	}
	const styles = stylesOf((await configuredSettings(document.name))?.reasoningStyles);
	const texts = examplesOf(set.demonstrations).map(textOf);
	const plan = stylesPlan(texts, styles, calls);
	if (plan === undefined) {
		throw new UserError('usage.budget', 'Labelling the styles of reasoning takes one call at least.', 'usage');
	}
	process.stderr.write(
		`demoscope: styles of reasoning in ${analysis.file}: at most ${plan.calls} calls and some ${plan.tokens} tokens to ${model.name}\n`,
	);
	const demonstrations = set.demonstrations.map(({ id }, index) => ({ id, text: texts[index] ?? '' }));
	const reasoningStyles = await withProgress(analysis.file, onProgress =>
		labelStyles(model, demonstrations, styles, plan, { signal, onProgress }),
	);
	return { ...analysis, reasoningStyles };
}
