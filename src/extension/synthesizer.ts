import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { UserError } from '../base/errors';
import { outputText } from '../demonstrations/demonstration';
import type { Synthesis } from '../protocol/candidate';
import type { StrategyId } from '../synthesis/registry';
import type { AnalyzedSet } from '../workflows/analyze';
import { aimOf } from '../workflows/review/aim';
import { withSynthesis, type KeptReview, type Texts } from '../workflows/review/reviewList';
import type { InspectedSet } from '../workflows/inspect';
import type { Services } from '../workflows/services';
import type { SynthesisBase } from '../workflows/synthesize/synthesisBase';
import { analyzedNow } from './analyzedNow';
import type { CandidateRuns } from './candidateRuns';
import type { CandidateStore } from './candidateStore';
import { estimateText } from './estimateText';
import type { LanguageModels } from './languageModels';
import type { SetStore } from './setStore';
import { modelBudget } from './settings';
import { candidateCount } from './suggester';
import type { ValidationSets } from './validationSets';

/** Wanted for one region, and in the place of one demonstration. */
const countForRegion = 4;
const countForOne = 3;

/** Of what is drawn for the first run of a document; later ones draw otherwise. */
const firstSeed = 250_520_161;

export interface SynthesizerParts {
	readonly services: Services;
	readonly sets: SetStore;
	readonly candidates: CandidateStore;
	readonly runs: CandidateRuns;
	readonly models: LanguageModels;
	readonly validations: ValidationSets;
}

interface Plan {
	/** For people: "Fill sparse regions". */
	readonly title: string;
	/** For people: what text goes to the language model. */
	readonly sent: string;
	readonly strategy: StrategyId;
	readonly count: number;
	readonly base: SynthesisBase;
	readonly regions?: readonly number[];
	/** The configured one where it is not given. */
	readonly validation?: InspectedSet;
	/** What the review makes of it. */
	readonly add: (review: KeptReview, synthesis: Synthesis) => KeptReview;
}

const wholeSet = (): string => l10n.t('The task definition and demonstrations of this file');

/** Has the chosen language model write candidates. Nothing it writes goes anywhere but into the review. */
export class Synthesizer {
	constructor(private readonly parts: SynthesizerParts) {}

	/**
	 * Candidates for one region, or for every sparse one where it is `null`.
	 *
	 * @returns what came of it; nothing where the user has thought better or cancelled
	 * @throws {UserError} `set.*`, `llm.*`, `synthesis.*`, and what the probe throws
	 */
	async fill(uri: vscode.Uri, region: number | null): Promise<Synthesis | undefined> {
		const analyzed = await analyzedNow(this.parts.sets, uri);
		const { baseOfSet } = await import('../workflows/synthesize/synthesisBase');
		const base = baseOfSet(analyzed);
		const name = analyzed.analysis.regions.find(({ id }) => id === region)?.name;
		if (region !== null && name === undefined) {
			throw new UserError(
				'synthesis.noRegion',
				l10n.t('The set has no such region any more. Choose one again.'),
				'usage',
			);
		}
		const aim = aimOf(analyzed.measurement.regions, region);
		return await this.synthesize(uri, {
			title: name === undefined ? l10n.t('Fill sparse regions') : l10n.t('Fill the region “{0}”', name),
			sent: wholeSet(),
			strategy: 'prismatic',
			count: region === null ? candidateCount : countForRegion,
			base,
			...(region === null ? {} : { regions: [region] }),
			add: (review, synthesis) => withSynthesis(review, synthesis, aim),
		});
	}

	/** Candidates from the set's task definition, on top of what the set holds. */
	async extend(uri: vscode.Uri): Promise<Synthesis | undefined> {
		const analyzed = await analyzedNow(this.parts.sets, uri);
		const { baseOfSet } = await import('../workflows/synthesize/synthesisBase');
		const aim = aimOf(analyzed.measurement.regions, null);
		return await this.synthesize(uri, {
			title: l10n.t('Synthesize from the task definition'),
			sent: wholeSet(),
			strategy: 'v-synthesis',
			count: candidateCount,
			base: baseOfSet(analyzed),
			add: (review, synthesis) => withSynthesis(review, synthesis, aim),
		});
	}

	/** Candidates for a document that holds a task definition and nothing else. */
	async begin(uri: vscode.Uri, task: string): Promise<Synthesis | undefined> {
		const { baseOfTask } = await import('../workflows/synthesize/synthesisBase');
		return await this.synthesize(uri, {
			title: l10n.t('Synthesize from a task definition'),
			sent: l10n.t('The task definition'),
			strategy: 'v-synthesis',
			count: candidateCount,
			base: baseOfTask(task),
			add: (review, synthesis) => withSynthesis(review, synthesis, new Set()),
		});
	}

	/**
	 * Candidates after what the language model gets wrong on validation examples with the set as its prompt.
	 *
	 * @param validation asked for where neither this nor the configuration names one
	 */
	async extrapolate(uri: vscode.Uri, validation?: vscode.Uri): Promise<Synthesis | undefined> {
		const { sets, validations } = this.parts;
		const analyzed = await analyzedNow(sets, uri);
		const examples = await validations.choose(uri, validation);
		if (examples === undefined) {
			return undefined;
		}
		const { baseOfSet } = await import('../workflows/synthesize/synthesisBase');
		const aim = aimOf(analyzed.measurement.regions, null);
		return await this.synthesize(uri, {
			title: l10n.t('Extrapolate errors'),
			sent: l10n.t('The task definition, demonstrations of this file and examples of {0}', examples.document.name),
			strategy: 's3',
			count: candidateCount,
			base: baseOfSet(analyzed),
			validation: examples,
			add: (review, synthesis) => withSynthesis(review, synthesis, aim),
		});
	}

	/** Candidates to stand in the place of a demonstration, measured against the set without it. */
	async replace(uri: vscode.Uri, id: string): Promise<Synthesis | undefined> {
		const analyzed = await analyzedNow(this.parts.sets, uri);
		const place = analyzed.set.demonstrations.findIndex(demonstration => demonstration.id === id);
		const demonstration = analyzed.set.demonstrations[place];
		if (demonstration === undefined) {
			throw new UserError(
				'synthesis.gone',
				l10n.t('This demonstration is not there any more. Choose another one.'),
				'usage',
			);
		}
		const { baseOfSet } = await import('../workflows/synthesize/synthesisBase');
		const replaced: Texts = { input: demonstration.input.text, output: outputText(demonstration) };
		return await this.synthesize(uri, {
			title: l10n.t('Replace demonstration {0}', place + 1),
			sent: wholeSet(),
			strategy: 'prismatic',
			count: countForOne,
			base: baseOfSet(await this.without(analyzed, id)),
			add: (review, synthesis) => withSynthesis(review, synthesis, new Set(), replaced),
		});
	}

	private async synthesize(uri: vscode.Uri, plan: Plan): Promise<Synthesis | undefined> {
		const { services, candidates, runs, models, validations } = this.parts;
		const validation = plan.validation ?? (await validations.configured(uri));
		const [{ synthesize }, { synthesisPlan }, { estimatedUse }] = await Promise.all([
			import('../workflows/synthesize/synthesize'),
			import('../workflows/synthesize/synthesisPlan'),
			import('../llm/budgetedModel'),
		]);
		const { calls, ...limits } = modelBudget();
		const chosen = { strategy: plan.strategy, count: plan.count, calls, voteRule: 'majority', answers: 3 } as const;
		const { expectedCalls, use } = synthesisPlan(plan.base, chosen);
		const each = { promptTokens: use.promptTokens / expectedCalls, answerTokens: use.answerTokens / expectedCalls };
		const asked = await models.forUse(plan.sent, {
			title: plan.title,
			estimate: price => estimateText(estimatedUse(expectedCalls, each, price), { calls, ...limits }),
		});
		if (asked === undefined) {
			return undefined;
		}
		const { model, price } = asked;
		const synthesis = await runs.run(uri, l10n.t('Asking the language model'), ({ signal, report }) =>
			synthesize(services, model, plan.base, {
				...chosen,
				budget: { ...limits, ...(price === undefined ? {} : { price }) },
				seed: firstSeed + (candidates.get(uri)?.runs.length ?? 0),
				signal,
				onProgress: report,
				...(plan.regions === undefined ? {} : { regions: plan.regions }),
				...(validation === undefined ? {} : { validation }),
			}),
		);
		if (synthesis !== undefined) {
			await candidates.update(uri, review => plan.add(review, synthesis));
		}
		return synthesis;
	}

	/** The set as it would be without one of its demonstrations; what the probe has read is not read again. */
	private async without(analyzed: AnalyzedSet, id: string): Promise<AnalyzedSet> {
		const [{ analyze }, { removeEdits }, { applyEdits }] = await Promise.all([
			import('../workflows/analyze'),
			import('../workflows/accept'),
			import('../base/textRange'),
		]);
		const { document, format, options, set, loss } = analyzed;
		if (set.demonstrations.length < 2) {
			throw new UserError(
				'synthesis.tooFew',
				l10n.t('The only demonstration of a set has nothing to be measured against. Add another one first.'),
				'usage',
			);
		}
		return await analyze(this.parts.services, {
			document: { ...document, text: applyEdits(document.text, removeEdits(analyzed, id)) },
			format: format.id,
			...options,
			...(set.name === undefined ? {} : { set: set.name }),
			...(set.task === undefined || set.task.source === 'file'
				? {}
				: { task: { text: set.task.text, source: set.task.source } }),
			loss,
		});
	}
}
