import * as z from 'zod/mini';
import type { Example } from '../probe/probeModel';
import type { Verification } from '../protocol/candidate';
import { isSameAnswer, type AnswerForm } from './answerForm';
import type { Asker } from './asker';
import { answerPrompt, judgePrompt } from './prompts/verification';

/**
 * How many of a model's answers must agree with a candidate's output: more than half, at least one (V-Synthesis,
 * arXiv 2506.23149v1), or the model is not asked.
 */
export const voteRules = ['majority', 'any', 'none'] as const;
export type VoteRule = (typeof voteRules)[number];

/** How the released code of Prismatic Synthesis (arXiv 2505.20161) draws its solutions. */
const answerTemperature = 0.75;
const answerTopP = 0.95;

const answerSchema = z.object({ answer: z.string() });
const verdictSchema = z.object({ same: z.array(z.boolean()) });

export interface VerifyOptions {
	readonly task: string | undefined;
	/** Demonstrations that show the model what answers look like. */
	readonly shots: readonly Example[];
	/** Of the whole set, which says what answers can be. */
	readonly outputs: readonly string[];
	readonly form: AnswerForm;
	/** Answers asked for. */
	readonly answers: number;
	readonly signal?: AbortSignal;
}

/**
 * Has the model answer a candidate's input several times, without its output, and counts the answers that agree with it. An answer
 * that cannot be used agrees with nothing. Texts are compared by the model in one more call.
 *
 * @throws {UserError} `llm.*`
 */
export async function verify(asker: Asker, candidate: Example, options: VerifyOptions): Promise<Verification> {
	const answers = await sampledAnswers(asker, candidate.input, options);
	const { form, signal } = options;
	const same = answers.map(answer => isSameAnswer(form, candidate.output, answer));
	if (form !== 'text' || same.every(Boolean) || answers.length === 0) {
		return result(form, same, options.answers);
	}
	const verdict = await asker.ask(
		judgePrompt(options.task, candidate, answers),
		verdictSchema.check(z.refine(({ same }) => same.length === answers.length, `there must be ${answers.length}`)),
		{ temperature: 0, ...(signal === undefined ? {} : { signal }) },
	);
	return result('judge', verdict?.same ?? same, options.answers);
}

/** Usable answers to an input, asked for all at once. */
export async function sampledAnswers(
	asker: Asker,
	input: string,
	{ task, shots, outputs, answers, signal }: Omit<VerifyOptions, 'form'>,
): Promise<readonly string[]> {
	const prompt = answerPrompt(task, shots, input, outputs);
	const asked = await Promise.allSettled(
		Array.from({ length: answers }, () =>
			asker.ask(prompt, answerSchema, {
				temperature: answerTemperature,
				topP: answerTopP,
				...(signal === undefined ? {} : { signal }),
			}),
		),
	);
	return asked.flatMap(outcome => {
		if (outcome.status === 'rejected') {
			throw outcome.reason as Error;
		}
		return outcome.value?.answer ?? [];
	});
}

export function isVerified({ agreed, asked }: Verification, rule: VoteRule): boolean {
	return rule === 'none' || (rule === 'any' ? agreed > 0 : 2 * agreed > asked);
}

function result(comparison: Verification['comparison'], same: readonly boolean[], asked: number): Verification {
	return { comparison, agreed: same.filter(Boolean).length, asked };
}
