import { outputText, type Demonstration } from '../demonstrations/demonstration';
import type { Example, Loss, Reading, ReadingRequest } from '../probe/probeModel';

/** Outputs with a median of so many words or fewer are labels: see `chooseLoss`. */
const longestLabelWords = 2;

/**
 * Which tokens the gradient's loss counts. The papers count the output's. Outputs of a word or two make gradients
 * alike whatever the input says, so for sets of such outputs the input counts as well (*adapted*).
 */
export function chooseLoss(demonstrations: readonly Demonstration[]): Loss {
	const words = demonstrations.map(demonstration => countWords(outputText(demonstration))).sort((a, b) => a - b);
	const median = words[Math.floor(words.length / 2)] ?? 0;
	return median <= longestLabelWords ? 'joint' : 'completion';
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

/** The sketch of a gradient reading, [4096]. */
export function sketchOf(reading: Reading): Float32Array {
	if (reading.sketch === undefined) {
		throw new Error('the probe gave no sketch for a gradient reading');
	}
	return reading.sketch;
}

export function textOf(example: Example): string {
	return `${example.input}\n${example.output}`;
}

function countWords(text: string): number {
	return text.split(/\s+/u).filter(word => word !== '').length;
}
