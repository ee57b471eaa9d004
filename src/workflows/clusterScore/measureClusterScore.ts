import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { UserError } from '../../base/errors';
import type { Random } from '../../base/random';
import { askForJson } from '../../llm/askForJson';
import { budgetedModel, type Ledger } from '../../llm/budgetedModel';
import type { ChatModel } from '../../llm/chatModel';
import { clusterScore, type ClusterScore } from '../../metrics/clusterScore';
import { sample } from '../../numeric/sample';
import type { WorkflowOptions } from '../services';
import type { ClusterPlan } from './clusterPlan';
import { criteriaPrompt, groupingPrompt, sentencesPrompt, summaryPrompt, verificationPrompt } from './prompts';

export interface MeasuredClusterScore extends ClusterScore {
	/** Answers that could not be used, after having been asked for twice. They count nowhere. */
	readonly unusable: number;
	readonly ledger: Ledger;
	/** What the samples were grouped by. */
	readonly criteria: readonly string[];
}

const named = z.record(z.string(), z.string());
const proposalSchema = z.object({ attributes: named, measures: named });
const clustersSchema = z.object({
	clusters: z.array(z.object({ samples: z.array(z.int()), reason: z.string() })),
});
const verdictsSchema = z.object({
	verdicts: z.array(z.object({ cluster: z.int(), valid: z.union([z.literal(0), z.literal(1), z.boolean()]) })),
});

/** Attributes and measures that the groupings use, each. */
const criteriaOfEachKind = 4;

/**
 * The LLM cluster score of a set, by the five stages of arXiv 2410.15226, §2.1: criteria from random samples, merged twice,
 * worded as sentences; groupings of random samples by them; and each grouping's clusters verified. A grouping that leaves a sample out, names
 * one twice or names one that there is not is unusable.
 *
 * The budget is a cap: where retries use it up, the groupings made until then count.
 *
 * @param random draws the samples
 * @throws {UserError} `clusterScore.nothing`: no grouping could be used; and `llm.*`
 */
export async function measureClusterScore(
	model: ChatModel,
	texts: readonly string[],
	plan: ClusterPlan,
	random: Random,
	{ signal, onProgress }: WorkflowOptions = {},
): Promise<MeasuredClusterScore> {
	const budgeted = budgetedModel(model, plan.calls);
	const options = { temperature: 0.7, ...(signal === undefined ? {} : { signal }) };
	let unusable = 0;
	const ask = async <Schema extends z.ZodMiniType>(
		prompt: string,
		schema: Schema,
	): Promise<z.infer<Schema> | undefined> => {
		onProgress?.({ message: l10n.t('Asking the language model'), done: budgeted.ledger.calls, total: plan.calls });
		const answer = await askForJson(budgeted, prompt, schema, options);
		unusable += answer === undefined ? 1 : 0;
		return answer;
	};

	const groupings: number[][] = [];
	let criteria: Readonly<Record<string, string>> = {};
	try {
		criteria = await findCriteria(ask, texts, plan, random);
		for (let round = 0; round < plan.groupings; round++) {
			const samples = sample(texts, plan.groupingSamples, random);
			const grouping = await ask(groupingPrompt(criteria, samples), groupingSchema(samples.length));
			const verdicts =
				grouping && (await ask(verificationPrompt(samples, grouping.clusters), verdictsFor(grouping.clusters.length)));
			if (grouping !== undefined && verdicts !== undefined) {
				const valid = new Set(
					verdicts.verdicts.flatMap(({ cluster, valid }) => (Number(valid) === 1 ? [cluster] : [])),
				);
				groupings.push(
					grouping.clusters.flatMap(({ samples: members }, index) => (valid.has(index + 1) ? [members.length] : [])),
				);
			}
		}
	} catch (error) {
		if (!UserError.is(error, 'llm.budget')) {
			throw error;
		}
	}
	const score = clusterScore(groupings);
	if (score === null) {
		throw new UserError(
			'clusterScore.nothing',
			l10n.t(
				'{0} gave no grouping that can be used ({1} answers were unusable). Try another model, or more calls.',
				model.name,
				unusable,
			),
			'service',
		);
	}
	return { ...score, unusable, ledger: budgeted.ledger, criteria: Object.keys(criteria) };
}

type Ask = <Schema extends z.ZodMiniType>(prompt: string, schema: Schema) => Promise<z.infer<Schema> | undefined>;

/** Stages 1 to 3. A stage whose answer is unusable hands on what the stage before it gave. */
async function findCriteria(
	ask: Ask,
	texts: readonly string[],
	plan: ClusterPlan,
	random: Random,
): Promise<Readonly<Record<string, string>>> {
	const proposals: z.infer<typeof proposalSchema>[] = [];
	for (let round = 0; round < plan.proposals; round++) {
		const proposal = await ask(criteriaPrompt(sample(texts, plan.proposalSamples, random)), proposalSchema);
		proposals.push(...(proposal === undefined ? [] : [proposal]));
	}
	const merged: Record<string, string> = {};
	for (const kind of ['attributes', 'measures'] as const) {
		const byName = collected(proposals.map(proposal => proposal[kind]));
		const summary = await ask(summaryPrompt(kind, byName, criteriaOfEachKind), z.object({ [kind]: named }));
		Object.assign(merged, summary?.[kind] ?? mostFrequent(byName));
	}
	const worded = await ask(sentencesPrompt(merged), z.object({ criteria: named }));
	return worded?.criteria ?? merged;
}

function collected(rounds: readonly Readonly<Record<string, string>>[]): Record<string, readonly string[]> {
	const definitions = new Map<string, string[]>();
	for (const [name, definition] of rounds.flatMap(round => Object.entries(round))) {
		definitions.set(name, [...(definitions.get(name) ?? []), definition]);
	}
	return Object.fromEntries(definitions);
}

function mostFrequent(byName: Readonly<Record<string, readonly string[]>>): Record<string, string> {
	const ranked = Object.entries(byName).toSorted(([, a], [, b]) => b.length - a.length);
	return Object.fromEntries(ranked.slice(0, criteriaOfEachKind).map(([name, [definition = '']]) => [name, definition]));
}

/** Clusters that hold every one of so many samples exactly once. */
function groupingSchema(samples: number): typeof clustersSchema {
	return clustersSchema.check(
		z.refine(({ clusters }) => {
			const members = clusters.flatMap(cluster => cluster.samples).toSorted((a, b) => a - b);
			return members.length === samples && members.every((member, index) => member === index + 1);
		}, `every sample from 1 to ${samples} must be in exactly one cluster`),
		z.refine(({ clusters }) => clusters.every(cluster => cluster.samples.length > 0), 'no cluster may be empty'),
	);
}

function verdictsFor(clusters: number): typeof verdictsSchema {
	return verdictsSchema.check(
		z.refine(({ verdicts }) => {
			const named = new Set(verdicts.map(({ cluster }) => cluster));
			return (
				verdicts.length === clusters &&
				Array.from({ length: clusters }, (_, index) => index + 1).every(cluster => named.has(cluster))
			);
		}, `there must be one verdict for each cluster from 1 to ${clusters}`),
	);
}
