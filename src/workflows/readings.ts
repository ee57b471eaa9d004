import { outputText, type Demonstration } from '../demonstrations/demonstration';
import type { Example, Loss, ReadingRequest } from '../probe/probeModel';

/** Outputs with a median of so many words or fewer are labels. */
const longestLabelWords = 2;

/** What the outputs of a set are like: a word or two from some list, or text. */
export type OutputForm = 'labels' | 'freeText';

export function outputForm(outputs: readonly string[]): OutputForm {
	const words = outputs.map(countWords).sort((a, b) => a - b);
	return (words[Math.floor(words.length / 2)] ?? 0) <= longestLabelWords ? 'labels' : 'freeText';
}

/**
 * Which tokens the gradient's loss counts. The papers count the output's. Outputs of a word or two make gradients
 * alike whatever the input says, so for sets of such outputs the input counts as well (*adapted*).
 */
export function chooseLoss(outputs: readonly string[]): Loss {
	return outputForm(outputs) === 'labels' ? 'joint' : 'completion';
}

/**
 * The demonstrations as a prompt would show them. Rationales count where every demonstration has one; a few stray
 * explanations would make their owners look different for no reason of the task.
 */
export function examplesOf(demonstrations: readonly Demonstration[]): readonly Example[] {
	const withRationales = demonstrations.every(({ rationale }) => rationale !== undefined && rationale.text !== '');
	return demonstrations.map(demonstration => {
		const output = outputText(demonstration);
		const rationale = withRationales ? demonstration.rationale?.text : undefined;
		return {
			input: demonstration.input.text,
			output: rationale === undefined ? output : `${rationale}\n${output}`,
		};
	});
}

export function gradientRequest(example: Example, task: string | undefined, loss: Loss): ReadingRequest {
	return { ...example, ...(task === undefined ? {} : { task }), loss, gradient: true };
}

/**
 * The two readings whose difference is the V-Score: the same demonstration after the same in-context examples, with
 * the task definition and without it.
 */
export function consistencyRequests(
	example: Example,
	context: readonly Example[],
	task: string,
): readonly [withTask: ReadingRequest, without: ReadingRequest] {
	const without: ReadingRequest = { ...example, examples: context, loss: 'joint', gradient: false };
	return [{ ...without, task }, without];
}

export function textOf(example: Example): string {
	return `${example.input}\n${example.output}`;
}

function countWords(text: string): number {
	return text.split(/\s+/u).filter(word => word !== '').length;
}
