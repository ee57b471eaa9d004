import type { Example } from '../../probe/probeModel';
import { answerPart, dataOnly, examplesPart, outputRule, taskPart } from './parts';

/** A tree of topics in which the task can occur: topics, and keywords of each. */
export function topicsPrompt(task: string | undefined, examples: readonly Example[], count: number): string {
	const shown = examples.length === 0 ? '' : `Examples:\n${examplesPart(examples)}\n\n`;
	return `List ${count} topics in which inputs of a task can be set, far from one another and none of them far-fetched, each with 3 to 5 keywords: particular things, situations or notions that belong to it.

${taskPart(task)}${dataOnly}

${shown}Answer with JSON alone:
{"topics": [{"topic": "…", "keywords": ["…"]}]}`;
}

export interface StyledParts {
	/** One topic or two that an input brings together, each with one of its keywords. */
	readonly topics: readonly { readonly topic: string; readonly keyword: string }[];
	readonly style: string;
	readonly persona: string;
	readonly shots: readonly Example[];
	readonly outputs: readonly string[];
	readonly count: number;
}

/** Demonstrations on given topics, in a style, as someone in particular would put them: the templates of arXiv 2410.15226, in our own words. */
export function styledPrompt(
	task: string | undefined,
	{ topics, style, persona, shots, outputs, count }: StyledParts,
): string {
	const about = topics.map(({ topic, keyword }) => `${JSON.stringify(topic)} (${JSON.stringify(keyword)})`);
	const examples = shots.length === 0 ? '' : `Examples:\n${examplesPart(shots)}\n\n`;
	return `Write ${count} demonstrations of a task: inputs with the outputs that the task asks for.

${taskPart(task)}${dataOnly}

${examples}The inputs are about ${about.join(' and, at once, ')}. They are worded in the style of ${style}, as ${persona} would write them. Topic, style and person change what an input is about and how it sounds, never what the task asks for; the output is right, and sounds as outputs of the task do.${outputRule(outputs)}

${answerPart(count)}`;
}
