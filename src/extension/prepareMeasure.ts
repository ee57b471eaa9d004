import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { UserError } from '../base/errors';
import { grouped } from '../base/writtenNumbers';
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

const titles: Readonly<Record<ModelMeasure, () => string>> = {
	llmCluster: () => l10n.t('LLM Cluster Score'),
	reasoningStyles: () => l10n.t('Styles of Reasoning'),
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
		throw new UserError('measure.tooFew', l10n.t('The set has too few demonstrations for this measure.'), 'usage');
	}
	const calls = await askBudget(titles[measure](), costOf);
	const chosen = calls === undefined ? undefined : await models.forUse(l10n.t('All demonstrations of this file'));
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
		prompt:
			name === undefined
				? l10n.t('Most calls to the language model. Nothing is sent before you confirm.')
				: l10n.t('Most calls to {0}. Nothing is sent before you confirm.', name),
		value: String(costOf(usualCalls)?.calls ?? usualCalls),
		ignoreFocusOut: true,
		validateInput: value => {
			const calls = callsIn(value);
			const cost = calls === undefined ? undefined : costOf(calls);
			return cost === undefined
				? {
						message: l10n.t('A whole number up to {0}, and enough calls for one result.', mostCalls),
						severity: errorSeverity,
					}
				: {
						message: l10n.t('At most {0} calls and some {1} tokens.', cost.calls, grouped(cost.tokens)),
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
