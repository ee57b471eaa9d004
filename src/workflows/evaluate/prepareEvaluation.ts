import * as l10n from '@vscode/l10n';
import { UserError } from '../../base/errors';
import { answerForm, type AnswerForm } from '../../synthesis/answerForm';
import { estimatedTokens, estimatedUse, type Ledger, type Price } from '../../llm/budgetedModel';
import { inContextPrompt } from '../../synthesis/prompts/evaluation';
import type { AnalyzedSet } from '../analyze';
import type { InspectedSet } from '../inspect';
import type { Services } from '../services';
import { shotChooser, type Retrieval, type ShotChooser } from './shots';
import { askableExamples, type AskableExamples } from './validation';

/** One version of the set, as a prompt. */
export interface PromptedSet {
	readonly analyzed: AnalyzedSet;
	readonly shotsFor: ShotChooser;
}

/** Everything of an evaluation before the first call. */
export interface PreparedEvaluation extends AskableExamples {
	readonly validation: string;
	readonly retrieval: Retrieval;
	readonly shots: number;
	/** How answers are compared. */
	readonly form: AnswerForm;
	readonly set: PromptedSet;
	readonly other: PromptedSet | undefined;
}

export interface EvaluationChoices {
	readonly retrieval: Retrieval;
	/** Demonstrations in a prompt; all of a smaller set. */
	readonly shots: number;
	/** Another version of the set, asked the same. */
	readonly against?: AnalyzedSet;
}

/**
 * Chooses what will be asked; nothing is sent.
 *
 * @throws {UserError} `evaluate.nothing`: no validation example can be asked; `evaluate.noShots`: no demonstration has an output
 */
export async function prepareEvaluation(
	services: Services,
	analyzed: AnalyzedSet,
	validation: InspectedSet,
	{ retrieval, shots, against }: EvaluationChoices,
): Promise<PreparedEvaluation> {
	const prompted = async (version: AnalyzedSet): Promise<PromptedSet> => ({
		analyzed: version,
		shotsFor: await shotChooser(services, version, retrieval, shots),
	});
	const versions = [analyzed, ...(against === undefined ? [] : [against])];
	const asked = askableExamples(validation, versions);
	const set = await prompted(analyzed);
	const other = against === undefined ? undefined : await prompted(against);
	for (const { analyzed: version, shotsFor } of [set, ...(other === undefined ? [] : [other])]) {
		if (shotsFor('').length === 0) {
			throw new UserError(
				'evaluate.noShots',
				l10n.t('No demonstration of {0} has an output, so there is nothing to show a model.', version.document.name),
			);
		}
	}
	const outputs = set.analyzed.set.demonstrations.flatMap(({ output }) => output?.text ?? []);
	return {
		...asked,
		validation: validation.document.name,
		retrieval,
		shots,
		form: answerForm([...outputs.filter(text => text !== ''), ...asked.examples.map(({ output }) => output)]),
		set,
		other,
	};
}

/** Of an answer beside what is expected: quotes, braces, the name of the field. */
const answerFrame = 8;

/** What it will use, for a person to look at before the first call: one call an example and version. */
export function evaluationPlan({ examples, set, other }: PreparedEvaluation, price?: Price): Ledger {
	const uses = [set, ...(other === undefined ? [] : [other])].flatMap(({ analyzed, shotsFor }) =>
		examples.map(({ input, output }) => ({
			promptTokens: estimatedTokens(inContextPrompt(analyzed.set.task?.text, shotsFor(input), input).length),
			answerTokens: answerFrame + estimatedTokens(output.length),
		})),
	);
	const total = uses.reduce(
		(sum, use) => ({
			promptTokens: sum.promptTokens + use.promptTokens,
			answerTokens: sum.answerTokens + use.answerTokens,
		}),
		{ promptTokens: 0, answerTokens: 0 },
	);
	return { ...estimatedUse(1, total, price), calls: uses.length };
}
