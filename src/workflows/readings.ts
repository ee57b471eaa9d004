import { outputText, type Demonstration } from '../demonstrations/demonstration';
import { labelCounts } from '../metrics/labelBalance';
import type { Example, Loss, Reading, ReadingRequest } from '../probe/probeModel';

/** What the outputs of a set are: labels that come back, or answers of their own. */
export type OutputForm = 'labels' | 'other';

/** @param allowed every output that the task allows, where that is known */
export function outputForm(outputs: readonly string[], allowed: readonly string[] = []): OutputForm {
	return allowed.length === 0 && labelCounts(outputs) === null ? 'other' : 'labels';
}

/**
 * Which tokens the gradient's loss counts. The papers count the output's. *Adapted* by what bench/truth found: the
 * gradient of the output alone tells labels apart best, but sees no likeness of inputs with one label; that of input
 * and output sees it. So labels are read by both, each with half the say; other outputs by input and output together, where
 * the output alone adds nothing.
 */
export function chooseLoss(outputs: readonly string[], allowed?: readonly string[]): Loss {
	return lossFor(outputForm(outputs, allowed));
}

export function lossFor(form: OutputForm): Loss {
	return form === 'labels' ? 'both' : 'joint';
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

/** A text by itself, for its embedding. */
export function embeddingRequest(text: string): ReadingRequest {
	return { input: text, output: '', verbatim: true, loss: 'joint', gradient: false };
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
