import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Evaluation } from '../protocol/evaluation';
import type { Services } from '../workflows/services';
import { analyzedNow } from './analyzedNow';
import type { CandidateRuns } from './candidateRuns';
import { estimateText } from './estimateText';
import type { LanguageModels } from './languageModels';
import type { SetStore } from './setStore';
import { modelBudget } from './settings';
import type { ValidationSets } from './validationSets';

/** The setting of V-Synthesis (arXiv 2506.23149v1). */
const shots = 3;
const retrieval = 'bm25';

/** Of the order in which examples are asked. */
const orderSeed = 250_623_149;

export interface EvaluationsParts {
	readonly services: Services;
	readonly sets: SetStore;
	readonly runs: CandidateRuns;
	readonly models: LanguageModels;
	readonly validations: ValidationSets;
}

/** What the chosen language model gets right with a set as its prompt: the last evaluation of each document, until the window closes. */
export class Evaluations implements vscode.Disposable {
	private readonly last = new Map<string, Evaluation>();
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();

	readonly onDidChange = this.changed.event;

	constructor(private readonly parts: EvaluationsParts) {}

	get(uri: vscode.Uri): Evaluation | undefined {
		return this.last.get(uri.toString());
	}

	/**
	 * Has the model answer the validation examples, once the user has seen what that takes.
	 *
	 * @param validation asked for where neither this nor the configuration names one
	 * @returns nothing where the user has thought better or cancelled
	 * @throws {UserError} `evaluate.*`, `llm.*`, and what reading the files and the probe throw
	 */
	async evaluate(uri: vscode.Uri, validation?: vscode.Uri): Promise<Evaluation | undefined> {
		const { services, sets, runs, models, validations } = this.parts;
		const analyzed = await analyzedNow(sets, uri);
		const examples = await validations.choose(uri, validation);
		if (examples === undefined) {
			return undefined;
		}
		const [{ evaluate }, { prepareEvaluation, evaluationPlan }] = await Promise.all([
			import('../workflows/evaluate/evaluate'),
			import('../workflows/evaluate/prepareEvaluation'),
		]);
		const prepared = await prepareEvaluation(services, analyzed, examples, { retrieval, shots });
		const limits = modelBudget();
		const asked = await models.forUse(
			l10n.t('The task definition, demonstrations of this file and the inputs of {0}', examples.document.name),
			{
				title: l10n.t('Evaluate on {0} examples of {1}', prepared.examples.length, examples.document.name),
				estimate: price => estimateText(evaluationPlan(prepared, price), limits),
			},
		);
		if (asked === undefined) {
			return undefined;
		}
		const { model, price } = asked;
		const evaluation = await runs.run(uri, l10n.t('Asking the language model'), ({ signal, report }) =>
			evaluate(services, model, prepared, {
				budget: { ...limits, ...(price === undefined ? {} : { price }) },
				seed: orderSeed,
				signal,
				onProgress: report,
			}),
		);
		if (evaluation !== undefined) {
			this.last.set(uri.toString(), evaluation);
			this.changed.fire(uri);
		}
		return evaluation;
	}

	dispose(): void {
		this.changed.dispose();
	}
}
