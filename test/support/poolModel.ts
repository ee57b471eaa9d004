import { hashSeed, type Random } from '../../src/base/random';
import type { ChatModel } from '../../src/llm/chatModel';
import { sample } from '../../src/numeric/sample';
import type { Example } from '../../src/probe/probeModel';
import { Bm25 } from '../../src/text/bm25';
import { normalizedText } from '../../src/text/words';
import { examplesIn } from './copycatModel';
import { inputOf, kindOf } from './scriptedModel';

export interface PoolModelOptions {
	/** Proposes what is like the examples of a prompt, as language models do, and not just anything. */
	readonly heeds?: boolean;
	/** Examples of real use, of which it gets a third wrong. */
	readonly validation?: readonly Example[];
}

/** Of the entries most like what a prompt shows one is drawn of so many. */
const nearestConsidered = 12;

/**
 * The replies of a model that knows a pool by heart: it proposes entries that it has not proposed yet, answers as the pool does, and is of
 * two minds about the inputs that it calls hard.
 */
export function poolReplies(
	entries: readonly Example[],
	random: Random,
	{ heeds = false, validation = [] }: PoolModelOptions = {},
): (prompt: string) => string {
	const answers = new Map([...validation, ...entries].map(({ input, output }) => [input, output]));
	const index = new Bm25(entries.map(({ input, output }) => `${input} ${output}`));
	let left = sample([...entries.keys()], entries.length, random);
	const hard = new Map<string, number>();
	const mistaken = new Set(validation.filter(({ input }) => hashSeed(input) % 3 === 0).map(({ input }) => input));

	const next = (shown: readonly Example[]): Example => {
		left = left.length > 0 ? left : sample([...entries.keys()], entries.length, random);
		const waiting = new Set(left);
		const query = shown.map(({ input, output }) => `${input} ${output}`).join(' ');
		const near =
			heeds && shown.length > 0 ? index.mostSimilar(query, entries.length).filter(at => waiting.has(at)) : left;
		const place = near[heeds ? Math.floor(random() * Math.min(nearestConsidered, near.length)) : 0] ?? 0;
		left = left.filter(at => at !== place);
		return entries[place] ?? { input: '', output: '' };
	};
	const wrong = (output: string): string =>
		entries.find(entry => normalizedText(entry.output) !== normalizedText(output))?.output ?? '';
	const answer = (prompt: string): string => {
		const input = inputOf(prompt);
		const right = answers.get(input) ?? '';
		const asked = hard.get(input);
		if (asked !== undefined) {
			hard.set(input, asked + 1);
		}
		const isWrong = asked === undefined ? mistaken.has(input) : asked % 3 === 1;
		return isWrong ? wrong(right) : right;
	};

	return prompt => {
		switch (kindOf(prompt)) {
			case 'proposals': {
				const count = prompt.includes('alone, one entry') ? 1 : 2;
				const shown = examplesIn(prompt);
				return JSON.stringify({ demonstrations: Array.from({ length: count }, () => next(shown)) });
			}
			case 'answer':
				return JSON.stringify({ answer: answer(prompt) });
			case 'judgement':
				return JSON.stringify({ same: judged(prompt) });
			case 'types':
				return '{"types": []}';
			case 'other': {
				if (prompt.startsWith('Find weak spots')) {
					const inputs = Array.from({ length: 4 }, () => next(examplesIn(prompt)).input);
					inputs.forEach(input => hard.set(input, 0));
					return JSON.stringify({ inputs });
				}
				if (prompt.startsWith('Settle a disagreement')) {
					return JSON.stringify({ reason: 'looked up', output: answers.get(inputOf(prompt)) ?? '' });
				}
				return JSON.stringify({
					topics: ['sea', 'stars', 'bread', 'trains'].map(topic => ({ topic, keywords: [topic] })),
					rationales: ['its size', 'its name', 'its place'],
				});
			}
		}
	};
}

/** The same as a model without a server. */
export function poolModel(entries: readonly Example[], random: Random, options: PoolModelOptions = {}): ChatModel {
	const reply = poolReplies(entries, random, options);
	return {
		name: 'pool',
		complete: async ([message], chat) => {
			chat?.signal?.throwIfAborted();
			return await Promise.resolve(reply(message?.content ?? ''));
		},
	};
}

/** Whether each of the other answers says what the first one says, but for case and white space. */
function judged(prompt: string): readonly boolean[] {
	const first = /The first answer:\n(".*")/.exec(prompt)?.[1] ?? '""';
	const others = [...prompt.matchAll(/^\d+\. (".*")$/gmu)].map(([, text]) => text ?? '""');
	const meaning = (text: string): string => normalizedText(JSON.parse(text) as string);
	return others.map(text => meaning(text) === meaning(first));
}
