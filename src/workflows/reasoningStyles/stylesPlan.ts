import { estimatedTokens } from '../../llm/budgetedModel';
import { stylesPrompt } from './stylesPrompt';

/** How the calls of a budget are spent. */
export interface StylesPlan {
	/** Places of the demonstrations that are shown together, a call each. */
	readonly batches: readonly (readonly number[])[];
	/** The cap: a call a batch, and one more for each answer that has to be asked for again. */
	readonly calls: number;
	/** Roughly, for prompts and answers, where every first answer can be used. */
	readonly tokens: number;
}

const mostTogether = 8;
/** Unless a single demonstration is longer: more would not fit into the context of small models. */
const mostCharacters = 12_000;
const answerTokensEach = 25;

/**
 * A plan within a budget of calls. Where the calls do not suffice for all, every so many-th batch is left out.
 *
 * @param texts of the demonstrations
 * @returns `undefined` for no text or no call
 */
export function stylesPlan(
	texts: readonly string[],
	styles: Readonly<Record<string, string>>,
	calls: number,
): StylesPlan | undefined {
	if (texts.length === 0 || calls < 1) {
		return undefined;
	}
	const all = batchesOf(texts);
	const kept = Math.min(all.length, calls);
	const batches = Array.from({ length: kept }, (_, index) => all[Math.floor((index * all.length) / kept)] ?? []);
	const promptLength = stylesPrompt(styles, []).length;
	const tokens = batches.reduce((sum, batch) => {
		const characters = batch.reduce((length, place) => length + (texts[place]?.length ?? 0), promptLength);
		return sum + estimatedTokens(characters) + answerTokensEach * batch.length;
	}, 0);
	return { batches, calls: Math.min(calls, 2 * kept), tokens };
}

function batchesOf(texts: readonly string[]): readonly (readonly number[])[] {
	const batches: number[][] = [];
	let characters = Infinity;
	for (const [place, { length }] of texts.entries()) {
		const last = batches.at(-1);
		if (last === undefined || last.length === mostTogether || characters + length > mostCharacters) {
			batches.push([place]);
			characters = length;
		} else {
			last.push(place);
			characters += length;
		}
	}
	return batches;
}
