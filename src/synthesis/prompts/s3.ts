import type { Example } from '../../probe/probeModel';
import { answerPart, dataOnly, examplesPart, outputRule, taskPart } from './parts';

/** Why an input can have a certain output, or what inputs of the task turn on: the first half of explain-then-generate. */
export function rationalesPrompt(
	task: string | undefined,
	label: string | undefined,
	examples: readonly Example[],
	count: number,
): string {
	const shown = examples.length === 0 ? '' : `Examples:\n${examplesPart(examples)}\n\n`;
	const wanted =
		label === undefined
			? `${count} different things that inputs of a task can turn on`
			: `${count} different reasons for which an input of a task has the output ${JSON.stringify(label)}`;
	return `Think about a task before anything is written: name ${wanted}. Each in a few words, general enough for many inputs, and none of them a variant of another.

${taskPart(task)}${dataOnly}

${shown}Answer with JSON alone:
{"rationales": ["…"]}`;
}

/** A demonstration for a label and a rationale: the second half. */
export function seedPrompt(task: string | undefined, { label, rationale, shots, outputs }: SeedParts): string {
	const examples = shots.length === 0 ? '' : `Examples:\n${examplesPart(shots)}\n\n`;
	const aim =
		label === undefined
			? `The input turns on this: ${JSON.stringify(rationale)}.`
			: `Its output is ${JSON.stringify(label)}, for this reason: ${JSON.stringify(rationale)}. The reason shows in the input, but is not named there.`;
	return `Write one demonstration of a task, as someone could meet it in earnest. ${aim}

${taskPart(task)}${dataOnly}

${examples}The output is right and does exactly what the task says.${label === undefined ? outputRule(outputs) : ''}

${answerPart(1)}`;
}

export interface SeedParts {
	readonly label: string | undefined;
	readonly rationale: string;
	readonly shots: readonly Example[];
	/** Outputs of the set. */
	readonly outputs: readonly string[];
}

/** A new demonstration like one that a student got wrong: error extrapolation. */
export function extrapolationPrompt(task: string | undefined, { mistake, label, outputs }: ExtrapolationParts): string {
	const same =
		label === undefined
			? `What makes it hard is the same; what it is about is not. Its output is its own, and right.${outputRule(outputs)}`
			: `What makes it hard is the same, what it is about is not, and its output is ${JSON.stringify(label)} too.`;
	return `Someone who learns a task got the example below wrong. Write one new demonstration from which the same can be learnt.

${taskPart(task)}${dataOnly}

The example, with its right output:
${JSON.stringify({ input: mistake.input, output: mistake.output })}

${same} Take over no sentence, name or number of the example: it is kept for tests.

${answerPart(1)}`;
}

export interface ExtrapolationParts {
	readonly mistake: Example;
	/** Where outputs are labels. */
	readonly label: string | undefined;
	readonly outputs: readonly string[];
}
