import * as z from 'zod/mini';
import type { Example } from '../probe/probeModel';
import { sample } from '../numeric/sample';
import { answerForm, isSameAnswer, type AnswerForm } from './answerForm';
import { provenanceOf, type Asker, type StrategyTools } from './asker';
import { needsTaskOrSet } from './needs';
import { correctionPrompt, hardInputsPrompt } from './prompts/blindSpots';
import { judgePrompt } from './prompts/verification';
import type { Strategy } from './strategy';
import { sampledAnswers } from './verify';

const inputsAsked = 4;
const examplesShown = 3;
const answersCompared = 3;
const temperature = 1;

const inputsSchema = z.object({ inputs: z.array(z.string()) });
const correctionSchema = z.object({ reason: z.string(), output: z.string() });
const verdictSchema = z.object({ same: z.array(z.boolean()) });

/**
 * Blind spots of the language model itself, *ours*: it writes unusual and adversarial inputs, answers each several times, and where its
 * answers disagree, a corrected answer is proposed. Since the model contradicts itself on what is proposed, one
 * answer that agrees is enough; such candidates want a careful review.
 */
export function blindSpots({ asker, random }: StrategyTools): Strategy {
	return {
		id: 'blind-spots',
		voteRule: 'any',
		async *propose(context, signal) {
			needsTaskOrSet(context);
			const { task, demonstrations } = context;
			const shots = sample(demonstrations, examplesShown, random);
			const outputs = demonstrations.map(({ output }) => output);
			const form = answerForm(outputs);
			const chat = signal === undefined ? {} : { signal };
			const prompt = hardInputsPrompt(task, shots, inputsAsked);
			const hard = await asker.ask(prompt, inputsSchema, { temperature, ...chat });
			for (const input of hard?.inputs ?? []) {
				const answers = await sampledAnswers(asker, input, {
					task,
					shots,
					outputs,
					answers: answersCompared,
					...chat,
				});
				if (!(await disagree(asker, task, input, answers, form, signal))) {
					continue;
				}
				const correction = correctionPrompt(task, shots, input, answers, outputs);
				const corrected = await asker.ask(correction, correctionSchema, { temperature: 0, ...chat });
				if (corrected !== undefined) {
					yield {
						input,
						output: corrected.output,
						origin: `where ${answers.length} answers disagree`,
						provenance: provenanceOf(asker.model, correction, shots),
					};
				}
			}
		},
	};
}

async function disagree(
	asker: Asker,
	task: string | undefined,
	input: string,
	answers: readonly string[],
	form: AnswerForm,
	signal: AbortSignal | undefined,
): Promise<boolean> {
	const [first, ...others] = answers;
	if (first === undefined || others.every(other => isSameAnswer(form, first, other))) {
		return false;
	}
	if (form !== 'text') {
		return true;
	}
	const candidate: Example = { input, output: first };
	const verdict = await asker.ask(judgePrompt(task, candidate, others), verdictSchema, {
		temperature: 0,
		...(signal === undefined ? {} : { signal }),
	});
	return verdict?.same.includes(false) ?? false;
}
