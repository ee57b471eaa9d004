import type { Random } from '../base/random';
import { sample } from '../numeric/sample';
import { Bm25 } from '../text/bm25';
import { answerForm, isSameAnswer } from './answerForm';
import type { Asker } from './asker';
import { answerInContext } from './inContext';
import type { NamedExample } from './strategy';
import type { Student } from './student';

/** The setting of V-Synthesis, arXiv 2506.23149v1. */
const shotsShown = 3;
/** Asked at a time: enough to keep an endpoint busy, few enough that a mistake is soon made use of. */
const atOnce = 4;

/**
 * The language model with the set as prompt: three demonstrations by BM25, temperature 0. No answer that can be used is a mistake
 * too.
 *
 * @param examplesPerRound asked at most in one round, one call each
 */
export function iclStudent(
	asker: Asker,
	validation: readonly NamedExample[],
	examplesPerRound: number,
	random: Random,
): Student {
	return {
		id: 'icl',
		async *mistakes({ task, demonstrations }, signal) {
			const form = answerForm([...demonstrations, ...validation].map(({ output }) => output));
			const index = new Bm25(demonstrations.map(({ input }) => input));
			const drawn = sample(validation, examplesPerRound, random);
			for (let start = 0; start < drawn.length; start += atOnce) {
				const asked = drawn.slice(start, start + atOnce);
				const answers = await Promise.all(
					asked.map(({ input }) => {
						const shots = index.mostSimilar(input, shotsShown).toReversed();
						return answerInContext(asker, {
							task,
							shots: shots.flatMap(place => demonstrations[place] ?? []),
							input,
							...(signal === undefined ? {} : { signal }),
						});
					}),
				);
				yield* asked.filter(({ output }, at) => {
					const answer = answers[at];
					return answer === undefined || !isSameAnswer(form, output, answer);
				});
			}
		},
	};
}
