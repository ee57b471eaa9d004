import * as z from 'zod/mini';
import { UserError } from '../base/errors';
import type { Asker } from './asker';
import { inContextPrompt, type Shot } from './prompts/evaluation';

const answerSchema = z.object({ answer: z.string() });

export interface InContextQuestion {
	readonly task: string | undefined;
	readonly shots: readonly Shot[];
	readonly input: string;
	readonly signal?: AbortSignal;
}

/**
 * What a language model answers to one input with a set as prompt, at temperature 0.
 *
 * @returns `undefined` where it gives no answer that can be used
 * @throws {UserError} `llm.*`: the endpoint fails, or the budget is used up
 */
export async function answerInContext(
	asker: Asker,
	{ task, shots, input, signal }: InContextQuestion,
): Promise<string | undefined> {
	try {
		const prompt = inContextPrompt(task, shots, input);
		const answer = await asker.ask(prompt, answerSchema, {
			temperature: 0,
			...(signal === undefined ? {} : { signal }),
		});
		return answer?.answer;
	} catch (error) {
		// One answer of none or of endless words says nothing of the endpoint.
		if (UserError.is(error, 'llm.empty') || UserError.is(error, 'llm.tooLong')) {
			return undefined;
		}
		throw error;
	}
}
