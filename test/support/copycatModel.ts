import type { ChatModel } from '../../src/llm/chatModel';
import type { Example } from '../../src/probe/probeModel';
import { words } from '../../src/text/words';
import { inputOf } from './scriptedModel';

export interface CopycatModel extends ChatModel {
	readonly prompts: readonly string[];
}

/** A model that answers as the example of its prompt does that shares most words with the input; the first of several. */
export function copycatModel(): CopycatModel {
	const prompts: string[] = [];
	return {
		name: 'copycat',
		prompts,
		complete: async ([message], options) => {
			options?.signal?.throwIfAborted();
			const prompt = message?.content ?? '';
			prompts.push(prompt);
			return await Promise.resolve(JSON.stringify({ answer: copied(prompt) }));
		},
	};
}

/** The examples that a prompt shows, in their order. */
export function examplesIn(prompt: string): readonly Example[] {
	return prompt
		.split('\n')
		.filter(line => line.startsWith('{"input":'))
		.map(line => JSON.parse(line) as Example);
}

function copied(prompt: string): string {
	const asked = new Set(words(inputOf(prompt)));
	const shared = ({ input }: Example): number => new Set(words(input)).intersection(asked).size;
	return examplesIn(prompt).toSorted((a, b) => shared(b) - shared(a))[0]?.output ?? '';
}
