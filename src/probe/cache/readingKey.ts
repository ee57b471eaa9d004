import { createHash } from 'node:crypto';
import { sketchVersion } from '../onnx/projections';
import type { ReadingRequest } from '../probeModel';
import { templateVersion } from '../template';

/** SHA-256 of everything that a reading follows from. */
export function readingKey(revision: string, request: ReadingRequest): string {
	const { task, examples = [], input, output, loss, gradient, verbatim = false } = request;
	const parts = [
		revision,
		templateVersion,
		sketchVersion,
		task ?? null,
		examples.map(example => [example.input, example.output]),
		input,
		output,
		loss,
		gradient,
		...(verbatim ? ['verbatim'] : []),
	];
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
