import type { Example, ReadingRequest, ReadOptions } from '../probe/probeModel';
import { vScore, type VScore } from '../metrics/vScore';
import { Bm25 } from '../text/bm25';
import { consistencyRequests, textOf } from './readings';
import type { TextReader } from './scoringReader';

const contextExamples = 2;

/**
 * V-Scores of texts against the task definition, each read by itself. *Adapted* from V-Synthesis (arXiv 2506.23149v1, §3),
 * which shows two examples in context: a small probe tells the right definition from a wrong one better without them
 * (docs/trust.md).
 *
 * @returns `undefined` for a text that had to be cut in one of its two readings
 */
export function measureConsistency(
	reader: TextReader,
	task: string,
	examples: readonly Example[],
	options: ReadOptions = {},
): Promise<readonly (VScore | undefined)[]> {
	const requests = examples.flatMap(example => consistencyRequests(example, [], task));
	return readScores(reader, requests, options);
}

/**
 * V-Scores of the texts of a set as V-Synthesis takes them: each is read after the two others that are most similar to it
 * by BM25.
 *
 * @param places which of the set are scored; all where it is not given
 */
export function measureConsistencyInContext(
	reader: TextReader,
	task: string,
	set: readonly Example[],
	options: ReadOptions = {},
	places: readonly number[] = [...set.keys()],
): Promise<readonly (VScore | undefined)[]> {
	const index = new Bm25(set.map(textOf));
	const requests = places.flatMap(place => {
		const example = set[place];
		if (example === undefined) {
			throw new RangeError(`the set has no place ${place}`);
		}
		const context = index.mostSimilar(textOf(example), contextExamples, place).flatMap(other => set[other] ?? []);
		return consistencyRequests(example, context, task);
	});
	return readScores(reader, requests, options);
}

/** @param requests pairs: with the task definition, without it */
async function readScores(
	reader: TextReader,
	requests: readonly ReadingRequest[],
	options: ReadOptions,
): Promise<readonly (VScore | undefined)[]> {
	const readings = await reader.read(requests, options);
	return Array.from({ length: requests.length / 2 }, (_, pair) => {
		const withTask = readings[2 * pair];
		const without = readings[2 * pair + 1];
		if (withTask === undefined || without === undefined) {
			throw new Error('the reader gave fewer readings than it was asked for');
		}
		return vScore(withTask, without);
	});
}
