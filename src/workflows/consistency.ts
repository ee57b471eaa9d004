import type { Example, ReadOptions } from '../probe/probeModel';
import { vScore, type VScore } from '../metrics/vScore';
import { Bm25 } from '../text/bm25';
import { consistencyRequests, textOf } from './readings';
import type { TextReader } from './scoringReader';

/** Demonstrations shown in context when consistency is measured. V-Synthesis, arXiv 2506.23149, §3. */
export const contextExamples = 2;

/**
 * V-Scores of texts against the task definition. Each is read after the most similar demonstrations of the set by
 * BM25; a text that stands in the set itself is never its own context.
 *
 * @param indices place of each example in `set`, or `undefined` where it is not in the set
 * @returns `undefined` for a text that had to be cut in one of its two readings
 */
export async function measureConsistency(
	reader: TextReader,
	task: string,
	examples: readonly Example[],
	set: readonly Example[],
	indices: readonly (number | undefined)[],
	options: ReadOptions = {},
): Promise<readonly (VScore | undefined)[]> {
	const index = new Bm25(set.map(textOf));
	const requests = examples.flatMap((example, place) => {
		const nearest = index.mostSimilar(textOf(example), contextExamples, indices[place]);
		const context = nearest.flatMap(other => set[other] ?? []);
		return consistencyRequests(example, context, task);
	});
	const readings = await reader.read(requests, options);
	return examples.map((_, place) => {
		const withTask = readings[2 * place];
		const without = readings[2 * place + 1];
		if (withTask === undefined || without === undefined) {
			throw new Error('the reader gave fewer readings than it was asked for');
		}
		return vScore(withTask, without);
	});
}
