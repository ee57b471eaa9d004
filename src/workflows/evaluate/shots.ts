import { outputText } from '../../demonstrations/demonstration';
import type { Shot } from '../../synthesis/prompts/evaluation';
import { Bm25 } from '../../text/bm25';
import type { AnalyzedSet } from '../analyze';
import type { Services } from '../services';

/**
 * Which demonstrations a prompt shows: the first of the file; those most like the input by BM25, the most similar last; or, for all
 * inputs the same, those whose G-Vendi together is highest.
 */
export const retrievals = ['fixed', 'bm25', 'diverse'] as const;
export type Retrieval = (typeof retrievals)[number];

export interface NamedShot extends Shot {
	readonly id: string;
}

export type ShotChooser = (input: string) => readonly NamedShot[];

/** Chooses among the demonstrations that have an output. */
export async function shotChooser(
	{ measurer }: Services,
	analyzed: AnalyzedSet,
	retrieval: Retrieval,
	count: number,
): Promise<ShotChooser> {
	const places = [...analyzed.set.demonstrations.keys()].filter(place => outputOf(analyzed, place) !== '');
	const shots = shotsOf(analyzed, places);
	switch (retrieval) {
		case 'fixed': {
			const first = shots.slice(0, count);
			return () => first;
		}
		case 'bm25': {
			const index = new Bm25(shots.map(({ input }) => input));
			return input =>
				index
					.mostSimilar(input, count)
					.toReversed()
					.flatMap(place => shots[place] ?? []);
		}
		case 'diverse': {
			const sketches = places.flatMap(place => analyzed.sketches[place] ?? []);
			const { chosen } = await measurer.selectDiverse(sketches, { count });
			const inOrder = chosen.map(({ index }) => index).toSorted((a, b) => a - b);
			const diverse = inOrder.flatMap(index => shots[index] ?? []);
			return () => diverse;
		}
	}
}

/** With their reasoning where all of them have it, as one prompt shows them. */
function shotsOf({ set }: AnalyzedSet, places: readonly number[]): readonly NamedShot[] {
	const demonstrations = places.flatMap(place => set.demonstrations[place] ?? []);
	const isReasoned = demonstrations.every(({ rationale }) => (rationale?.text ?? '') !== '');
	return demonstrations.map(demonstration => ({
		id: demonstration.id,
		input: demonstration.input.text,
		output: outputText(demonstration),
		...(isReasoned ? { reasoning: demonstration.rationale?.text ?? '' } : {}),
	}));
}

function outputOf({ set }: AnalyzedSet, place: number): string {
	const demonstration = set.demonstrations[place];
	return demonstration === undefined ? '' : outputText(demonstration);
}
