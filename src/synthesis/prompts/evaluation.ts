import type { Example } from '../../probe/probeModel';
import { dataOnly, taskPart } from './parts';

/** A demonstration as a prompt shows it. */
export interface Shot extends Example {
	/** How its output follows, where the set says it. */
	readonly reasoning?: string;
}

/**
 * One input to solve with a set as prompt. Nothing is said of the outputs but what the task and the demonstrations say, since these
 * are what is put to the test.
 */
export function inContextPrompt(task: string | undefined, shots: readonly Shot[], input: string): string {
	const examples =
		shots.length === 0
			? ''
			: `Examples:\n${shots.map(({ input, reasoning, output }) => JSON.stringify({ input, reasoning, output })).join('\n')}\n\n`;
	const isReasoned = shots.some(({ reasoning }) => reasoning !== undefined);
	return `Solve one input of a task. The output has the form that the task and the examples give it.

${taskPart(task)}${dataOnly}

${examples}The input:
${JSON.stringify(input)}

${
	isReasoned
		? `Answer with JSON alone, both fields strings, the reasoning as in the examples:
{"reasoning": "…", "answer": "…"}`
		: `Answer with JSON alone, the answer a string:
{"answer": "…"}`
}`;
}
