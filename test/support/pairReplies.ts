import type { ChatRequest } from './languageModelServer';
import { inputOf, kindOf, proposing } from './scriptedModel';

export type Pair = readonly [input: string, output: string];

/**
 * Answers of a server to the prompts of synthesis: proposes the pairs, two at a time, from the first again after the last,
 * and knows the right output to each. Everything else it is asked it answers with empty lists.
 *
 * @param flaws answers that are given instead, first to last, before the pairs
 */
export function pairReplies(
	pairs: readonly Pair[],
	flaws: readonly string[] = [],
): (request: Pick<ChatRequest, 'messages'>) => string {
	const known = new Map(pairs);
	const waiting = [...flaws];
	let next = 0;
	return ({ messages }) => {
		const prompt = messages[0]?.content ?? '';
		switch (kindOf(prompt)) {
			case 'proposals':
				return waiting.shift() ?? proposing(...[0, 1].flatMap(() => pairs.slice(next++ % pairs.length).slice(0, 1)));
			case 'answer':
				return JSON.stringify({ answer: known.get(inputOf(prompt)) ?? 'unknown' });
			case 'judgement':
				return '{"same": [true, true, true]}';
			case 'types':
				return '{"types": []}';
			case 'other':
				return '{}';
		}
	};
}
