import type { ChatMessage, ChatModel, ChatOptions } from '../../src/llm/chatModel';

/** What a scripted model is asked for, as the prompts of synthesis put it. */
export type Asked = 'proposals' | 'answer' | 'judgement' | 'types' | 'other';

export interface Script {
	readonly proposals?: (prompt: string, call: number) => string;
	readonly answer?: (input: string, call: number) => string;
	readonly judgement?: (prompt: string) => string;
	readonly types?: string;
	readonly other?: (prompt: string) => string;
}

export interface ScriptedModel extends ChatModel {
	/** First messages of the calls, in order. */
	readonly prompts: readonly string[];
	readonly options: readonly (ChatOptions | undefined)[];
}

/** A model that answers by a script. What the script leaves out is a failing test, not an empty answer. */
export function scriptedModel(script: Script): ScriptedModel {
	const prompts: string[] = [];
	const options: (ChatOptions | undefined)[] = [];
	const calls = new Map<Asked, number>();
	return {
		name: 'scripted',
		prompts,
		options,
		complete: async ([first]: readonly ChatMessage[], chat) => {
			chat?.signal?.throwIfAborted();
			const prompt = first?.content ?? '';
			const asked = kindOf(prompt);
			const call = calls.get(asked) ?? 0;
			calls.set(asked, call + 1);
			prompts.push(prompt);
			options.push(chat);
			const reply = {
				proposals: () => script.proposals?.(prompt, call),
				answer: () => script.answer?.(inputOf(prompt), call),
				judgement: () => script.judgement?.(prompt),
				types: () => script.types,
				other: () => script.other?.(prompt),
			}[asked]();
			if (reply === undefined) {
				throw new Error(`nothing is scripted for this prompt (${asked}):\n${prompt}`);
			}
			return await Promise.resolve(reply);
		},
	};
}

export function kindOf(prompt: string): Asked {
	if (prompt.includes('{"demonstrations": [')) {
		return 'proposals';
	}
	if (prompt.startsWith('Solve one input')) {
		return 'answer';
	}
	if (prompt.startsWith('Compare answers')) {
		return 'judgement';
	}
	return prompt.startsWith('Read the definition') ? 'types' : 'other';
}

/** The input that an answer is asked for. */
export function inputOf(prompt: string): string {
	const line = /The input:\n(".*")/.exec(prompt)?.[1];
	return line === undefined ? '' : (JSON.parse(line) as string);
}

export function proposing(...pairs: readonly (readonly [input: string, output: string])[]): string {
	return JSON.stringify({ demonstrations: pairs.map(([input, output]) => ({ input, output })) });
}
