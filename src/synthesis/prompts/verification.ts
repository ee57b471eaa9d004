import type { Example } from '../../probe/probeModel';
import { dataOnly, examplesPart, outputRule, taskPart } from './parts';

/**
 * One input to answer, as the demonstrations answer theirs.
 *
 * @param outputs of the whole set: a few examples would name a few of its labels
 */
export function answerPrompt(
	task: string | undefined,
	shots: readonly Example[],
	input: string,
	outputs: readonly string[],
): string {
	const examples = shots.length === 0 ? '' : `Examples:\n${examplesPart(shots)}\n\n`;
	return `Solve one input of a task.

${taskPart(task)}${dataOnly}

${examples}The input:
${JSON.stringify(input)}

Work it out with care.${outputRule(outputs)} Answer with JSON alone, the answer a string:
{"answer": "…"}`;
}

/** Whether answers in words say the same as the output of a candidate. */
export function judgePrompt(task: string | undefined, { input, output }: Example, answers: readonly string[]): string {
	return `Compare answers to one input of a task.

${taskPart(task)}${dataOnly}

The input:
${JSON.stringify(input)}

The first answer:
${JSON.stringify(output)}

The others:
${answers.map((answer, index) => `${index + 1}. ${JSON.stringify(answer)}`).join('\n')}

Say of each of the others whether it gives the same result as the first: the same content, in whatever words. An answer that leaves out or contradicts something that matters is not the same. Answer with JSON alone, one value for each of the ${answers.length}, in their order:
{"same": [true or false, …]}`;
}
