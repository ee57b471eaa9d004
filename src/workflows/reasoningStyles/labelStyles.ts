import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { UserError } from '../../base/errors';
import { askForJson } from '../../llm/askForJson';
import { budgetedModel } from '../../llm/budgetedModel';
import type { ChatModel } from '../../llm/chatModel';
import type { ReasoningStyles } from '../../protocol/analysis';
import type { WorkflowOptions } from '../services';
import type { StylesPlan } from './stylesPlan';
import { stylesPrompt } from './stylesPrompt';

const answerSchema = z.object({
	demonstrations: z.array(z.object({ number: z.int(), styles: z.array(z.string()) })),
});

/** A demonstration to be labelled. */
export interface Labelled {
	readonly id: string;
	readonly text: string;
}

/**
 * Reasoning-style coverage: which of the user's ways of reasoning the demonstrations show, by the labels of a language
 * model, and which of them none shows. An answer must have an entry for each demonstration and no other style than
 * those named; what cannot be used is asked for once more, then left out and counted, never guessed.
 *
 * The budget is a cap: where it is used up, what was labelled until then counts.
 *
 * @param styles names with what they mean
 * @throws {UserError} `reasoningStyles.nothing`: no answer could be used; and `llm.*`
 */
export async function labelStyles(
	model: ChatModel,
	demonstrations: readonly Labelled[],
	styles: Readonly<Record<string, string>>,
	plan: StylesPlan,
	{ signal, onProgress }: WorkflowOptions = {},
): Promise<ReasoningStyles> {
	const budgeted = budgetedModel(model, plan.calls);
	const names = Object.keys(styles);
	const found = new Map<string, string[]>(names.map(name => [name, []]));
	let [labelled, unusable] = [0, 0];
	try {
		for (const [done, batch] of plan.batches.entries()) {
			onProgress?.({ message: l10n.t('Asking the language model'), done, total: plan.batches.length });
			const shown = batch.flatMap(place => demonstrations[place] ?? []);
			const prompt = stylesPrompt(
				styles,
				shown.map(({ text }) => text),
			);
			const options = { temperature: 0, ...(signal === undefined ? {} : { signal }) };
			const answer = await askForJson(budgeted, prompt, labelsFor(shown.length, names), options);
			labelled += answer === undefined ? 0 : shown.length;
			unusable += answer === undefined ? shown.length : 0;
			for (const entry of answer?.demonstrations ?? []) {
				const id = shown[entry.number - 1]?.id;
				for (const name of new Set(entry.styles)) {
					found.get(name)?.push(...(id === undefined ? [] : [id]));
				}
			}
		}
	} catch (error) {
		if (!UserError.is(error, 'llm.budget')) {
			throw error;
		}
	}
	if (labelled === 0) {
		throw new UserError(
			'reasoningStyles.nothing',
			l10n.t('{0} labelled no demonstration in a way that can be used. Try another model.', model.name),
			'service',
		);
	}
	const missing = names.filter(name => found.get(name)?.length === 0);
	return {
		share: 1 - missing.length / names.length,
		styles: names.map(name => ({ name, demonstrations: found.get(name) ?? [] })),
		missing,
		labelled,
		unusable,
		model: model.name,
		ledger: budgeted.ledger,
	};
}

/** Labels for each of so many demonstrations, from these names alone. */
function labelsFor(count: number, names: readonly string[]): typeof answerSchema {
	const known = new Set(names);
	return answerSchema.check(
		z.refine(({ demonstrations }) => {
			const numbers = demonstrations.map(({ number }) => number).toSorted((a, b) => a - b);
			return numbers.length === count && numbers.every((number, index) => number === index + 1);
		}, `there must be one entry for each demonstration from 1 to ${count}`),
		z.refine(
			({ demonstrations }) => demonstrations.every(({ styles }) => styles.every(style => known.has(style))),
			`the only styles are ${names.map(name => JSON.stringify(name)).join(', ')}`,
		),
	);
}
