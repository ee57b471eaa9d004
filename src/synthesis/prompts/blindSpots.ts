import type { Example } from '../../probe/probeModel';
import { dataOnly, examplesPart, outputRule, taskPart } from './parts';

/** Inputs of a task that a model is likely to get wrong. */
export function hardInputsPrompt(task: string | undefined, examples: readonly Example[], count: number): string {
	const shown = examples.length === 0 ? '' : `Examples of the task:\n${examplesPart(examples)}\n\n`;
	return `Find weak spots: write ${count} inputs of a task that a capable model may well get wrong, though a careful person would not. Think of unusual wording, traps that look like an ordinary case, boundaries, details that change everything, and attempts to lead astray from the task.

${taskPart(task)}${dataOnly}

${shown}Each input belongs to the task, gives all that is needed and has one right output. Do not solve them. Answer with JSON alone:
{"inputs": ["…"]}`;
}

/** The right answer where several answers to one input contradict each other. */
export function correctionPrompt(
	task: string | undefined,
	examples: readonly Example[],
	input: string,
	answers: readonly string[],
	outputs: readonly string[],
): string {
	const shown = examples.length === 0 ? '' : `Examples of the task:\n${examplesPart(examples)}\n\n`;
	return `Settle a disagreement: several answers to one input of a task differ, and at most one of them is right.

${taskPart(task)}${dataOnly}

${shown}The input:
${JSON.stringify(input)}

The answers:
${answers.map((answer, index) => `${index + 1}. ${JSON.stringify(answer)}`).join('\n')}

Check each step by step, find where they part, and write the right output, which may be none of them.${outputRule(outputs)} Answer with JSON alone, both fields strings:
{"reason": "…", "output": "…"}`;
}
