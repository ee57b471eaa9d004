import type { Example } from '../../probe/probeModel';
import { answerPart, dataOnly, examplesPart, outputRule, taskPart } from './parts';

/** New problems after examples, alike or harder: the structure of the released prompt of arXiv 2505.20161, in our own words. */
export function prismaticPrompt(
	task: string | undefined,
	examples: readonly Example[],
	outputs: readonly string[],
	count: number,
): string {
	return `Here are examples of a task. Write ${count} new ones of the same kind, as hard as these or harder.

${taskPart(task)}${dataOnly}

Examples:
${examplesPart(examples)}

Each new input is a problem of its own that calls for a different line of thought, not one of these with other names or numbers. It can be solved from what it says, and its output is right.${outputRule(outputs)} Keep to the style and the length of the examples.

${answerPart(count)}`;
}
