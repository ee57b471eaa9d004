import * as vscode from 'vscode';
import { UserError } from '../base/errors';
import type { ModelMeasure } from '../protocol/panel';
import type { AnalyzedSet } from '../workflows/analyze';
import { clusterPlan } from '../workflows/clusterScore/clusterPlan';
import { clusterRun } from '../workflows/clusterScore/clusterRun';
import { examplesOf, textOf } from '../workflows/readings';
import { stylesOf } from '../workflows/reasoningStyles/defaultStyles';
import { labelStyles } from '../workflows/reasoningStyles/labelStyles';
import { stylesPlan } from '../workflows/reasoningStyles/stylesPlan';
import type { LanguageModels } from './languageModels';
import type { TakeMeasure } from './modelMeasures';
import { chosenModel } from './settings';

const usualCalls = 60;
const mostCalls = 10_000;

const titles: Readonly<Record<ModelMeasure, string>> = {
	llmCluster: 'LLM Cluster Score',
	reasoningStyles: 'Styles of Reasoning',
};

/** What a measure would use of the model. */
interface Cost {
	readonly calls: number;
	readonly tokens: number;
}

/**
 * Shows what the measure would cost, lets the user set the cap, and asks for the leave to send the demonstrations.
 *
 * @param styles of reasoning to look for, where the user's configuration names some
 * @returns nothing where the user has thought better
 * @throws {UserError} `measure.tooFew`, and `llm.*`
 */
export async function prepareMeasure(
	measure: ModelMeasure,
	{ set }: AnalyzedSet,
	styles: readonly string[] | undefined,
	models: LanguageModels,
): Promise<TakeMeasure | undefined> {
	const texts = examplesOf(set.demonstrations).map(textOf);
	const wanted = stylesOf(styles);
	const costOf = (calls: number): Cost | undefined =>
		measure === 'llmCluster' ? clusterPlan(texts, calls) : stylesPlan(texts, wanted, calls);
	if (costOf(mostCalls) === undefined) {
		throw new UserError('measure.tooFew', 'The set has too few demonstrations for this measure.', 'usage');
	}
	const calls = await askBudget(titles[measure], costOf);
	const chosen = calls === undefined ? undefined : await models.forUse('All demonstrations of this file');
	if (calls === undefined || chosen === undefined) {
		return undefined;
	}
	const { model } = chosen;
	if (measure === 'llmCluster') {
		const plan = clusterPlan(texts, calls);
		return async (signal, onProgress) =>
			plan === undefined ? {} : { llmCluster: await clusterRun(model, texts, plan, { signal, onProgress }) };
	}
	const plan = stylesPlan(texts, wanted, calls);
	const demonstrations = set.demonstrations.map(({ id }, index) => ({ id, text: texts[index] ?? '' }));
	return async (signal, onProgress) =>
		plan === undefined
			? {}
			: { reasoningStyles: await labelStyles(model, demonstrations, wanted, plan, { signal, onProgress }) };
}

/** The cap on calls, with what that comes to shown as it is typed. */
async function askBudget(title: string, costOf: (calls: number) => Cost | undefined): Promise<number | undefined> {
	const name = chosenModel()?.model;
	const text = await vscode.window.showInputBox({
		title,
		prompt: `Most calls to ${name ?? 'the language model'}. Nothing is sent before you confirm.`,
		value: String(costOf(usualCalls)?.calls ?? usualCalls),
		ignoreFocusOut: true,
		validateInput: value => {
			const calls = callsIn(value);
			const cost = calls === undefined ? undefined : costOf(calls);
			return cost === undefined
				? { message: `A whole number up to ${mostCalls}, and enough calls for one result.`, severity: errorSeverity }
				: {
						message: `At most ${cost.calls} calls and some ${cost.tokens.toLocaleString('en')} tokens.`,
						severity: informationSeverity,
					};
		},
	});
	return text === undefined ? undefined : callsIn(text);
}

const errorSeverity = vscode.InputBoxValidationSeverity.Error;
const informationSeverity = vscode.InputBoxValidationSeverity.Info;

function callsIn(text: string): number | undefined {
	const calls = /^\d+$/.test(text.trim()) ? Number(text) : NaN;
	return calls >= 1 && calls <= mostCalls ? calls : undefined;
}
