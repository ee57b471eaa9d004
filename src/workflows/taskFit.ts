import { taskFit, type FitEvidence } from '../metrics/taskFit';
import { taskLikeness } from '../metrics/taskLikeness';
import { vScore } from '../metrics/vScore';
import type { Example, ProbeModel, ReadOptions } from '../probe/probeModel';
import { contentStems, setCosine } from '../text/sharedWords';
import { consistencyRequests, embeddingRequest } from './readings';

/** Readings that the fit of one demonstration takes. They are the V-Score's, so that a cache has them where that was measured. */
export const readingsOfFit = 2;

/**
 * How each demonstration fits the task definition: natural log-odds, as `taskFit` says.
 *
 * @returns `undefined` for a text that had to be cut in one of its readings, and where there is nothing to read
 */
export async function measureFit(
	probe: ProbeModel,
	task: string,
	examples: readonly Example[],
	options: ReadOptions = {},
): Promise<readonly (number | undefined)[]> {
	const { taskHead } = await probe.describe();
	const evidence = await readEvidence(probe, task, examples, options);
	return evidence.map(each => each && taskFit(each, taskHead?.weights));
}

/** What the fit of each demonstration is made from. */
export async function readEvidence(
	probe: ProbeModel,
	task: string,
	examples: readonly Example[],
	options: ReadOptions = {},
): Promise<readonly (FitEvidence | undefined)[]> {
	const { taskHead } = await probe.describe();
	const [ofTask] =
		taskHead === undefined
			? []
			: await probe.read([embeddingRequest(task)], { ...options, onReading: () => undefined });
	const readings = await probe.read(
		examples.flatMap(example => consistencyRequests(example, [], task)),
		options,
	);
	const taskStems = contentStems(task);
	return examples.map((example, index) => {
		const withTask = readings[2 * index];
		const alone = readings[2 * index + 1];
		const score = withTask && alone && vScore(withTask, alone);
		return (
			score && {
				bitsPerToken: score.bitsPerToken,
				sharedWithInput: setCosine(contentStems(example.input), taskStems),
				sharedWithOutput: setCosine(contentStems(example.output), taskStems),
				likeness:
					taskHead === undefined || ofTask === undefined
						? 0
						: taskLikeness(taskHead, alone.embedding, ofTask.embedding),
			}
		);
	});
}
