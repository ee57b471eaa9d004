import type { Example } from '../../probe/probeModel';
import { answerPart, dataOnly, examplesPart, outputRule, taskPart } from './parts';

/** The types of question that a task definition names, if it names any. */
export function typesPrompt(task: string): string {
	return `Read the definition of a task and list the types of question that it names itself, such as "algebra" and "geometry" of a task on mathematics. Invent none: where it names no types, the list is empty.

${dataOnly}

The definition:
${JSON.stringify(task)}

Answer with JSON alone:
{"types": ["…"]}`;
}

/** Demonstrations from the task definition, with examples to go by where there are some. */
export function vSynthesisPrompt(task: string, { type, shots, known, outputs, count }: VSynthesisParts): string {
	const kind = type === undefined ? '' : ` All are of this type: ${JSON.stringify(type)}.`;
	const examples = shots.length === 0 ? '' : `Examples:\n${examplesPart(shots)}\n\n`;
	const taken =
		known.length === 0
			? ''
			: `These inputs are there already; write others:\n${known.map(input => JSON.stringify(input)).join('\n')}\n\n`;
	return `Write ${count} demonstrations of a task: inputs that someone could meet in earnest, each with the output that the task asks for.${kind}

${taskPart(task)}${dataOnly}

${examples}${taken}An input must give all that is needed, and its output must be right and do exactly what the task says.${outputRule(outputs)}

${answerPart(count)}`;
}

export interface VSynthesisParts {
	readonly type: string | undefined;
	readonly shots: readonly Example[];
	/** Inputs that are not to be written again. */
	readonly known: readonly string[];
	/** Outputs of the set. */
	readonly outputs: readonly string[];
	readonly count: number;
}
