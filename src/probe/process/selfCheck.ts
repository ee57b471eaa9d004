import { seededRandom } from '../../base/random';
import { packBatch, type Batch, type BatchOutput } from '../reading/batch';

/** How far a provider's readings may be from the CPU's. */
export const readingTolerance = 1e-4;

/** Two short texts of different length, drawn from the whole vocabulary. */
export function selfCheckBatch(vocabularySize: number): Batch {
	const random = seededRandom(1);
	const text = (length: number, scoredFrom: number) => ({
		ids: Array.from({ length }, () => Math.floor(random() * vocabularySize)),
		scored: Array.from({ length: length - scoredFrom }, (_, index) => scoredFrom + index),
		truncated: false,
	});
	return packBatch([text(16, 6), text(11, 1)]);
}

/**
 * The largest difference of two readings of one batch: of log-probabilities as it is, of sketches and embeddings as a
 * share of their largest entry. Infinite where a number is missing or is none.
 */
export function readingDifference(actual: BatchOutput, expected: BatchOutput): number {
	const share = (actual: Float32Array, expected: Float32Array): number =>
		largestDifference(actual, expected) /
		expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-30);
	const none = new Float32Array();
	return Math.max(
		largestDifference(actual.tokenLogProbs, expected.tokenLogProbs),
		share(actual.embedding, expected.embedding),
		share(actual.sketch ?? none, expected.sketch ?? none),
	);
}

/** False where a device has failed without saying so. */
export function hasOnlyNumbers(output: BatchOutput): boolean {
	return [output.tokenLogProbs, output.embedding, output.sketch ?? []].every(values => values.every(Number.isFinite));
}

function largestDifference(actual: Float32Array, expected: Float32Array): number {
	if (actual.length !== expected.length) {
		return Infinity;
	}
	let largest = 0;
	for (const [index, value] of expected.entries()) {
		const difference = Math.abs((actual[index] ?? NaN) - value);
		largest = Number.isNaN(difference) ? Infinity : Math.max(largest, difference);
	}
	return largest;
}
