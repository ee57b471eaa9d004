import { taskFit, type FitEvidence } from '../metrics/taskFit';
import { taskLikeness } from '../metrics/taskLikeness';
import type { Example, ProbeModel, ReadOptions } from '../probe/probeModel';
import { contentStems, setCosine } from '../text/sharedWords';
import { consistencyRequests, embeddingRequest } from './readings';

/**
 * Task definitions of many kinds, which the own one is compared with. Their readings depend on the demonstration alone, so that a cache keeps
 * them when the task definition is edited.
 */
export const referenceDefinitions: readonly string[] = [
	'Decide whether the statement is true or false. Answer with one word.',
	'Translate the sentence into another language.',
	'Write a short story about the given subject.',
	'Solve the arithmetic problem and give the final number.',
	'Given a question and a passage, answer the question with a few words from the passage.',
	'Summarize the text in one sentence.',
	'Sort the items of the list in alphabetical order and separate them with commas.',
	'Return a JSON object with the fields that the request asks for.',
];

/** Readings that the fit of one demonstration takes; two of them, under the task definition and under none, are the V-Score's. */
export const readingsOfFit = 2 + referenceDefinitions.length;

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
	const { onReading: _, ...uncounted } = options;
	const [ofTask] = taskHead === undefined ? [] : await probe.read([embeddingRequest(task)], uncounted);
	const definitions = [task, ...referenceDefinitions];
	const requests = examples.flatMap(example => [
		consistencyRequests(example, [], task)[1],
		...definitions.map(definition => consistencyRequests(example, [], definition)[0]),
	]);
	const readings = await probe.read(requests, options);
	const taskStems = contentStems(task);
	return examples.map((example, index) => {
		const [alone, ...under] = readings.slice(index * readingsOfFit, (index + 1) * readingsOfFit);
		const tokens = alone?.logProbs.length ?? 0;
		if (alone === undefined || tokens === 0 || under.some(({ logProbs }) => logProbs.length !== tokens)) {
			return undefined;
		}
		const [logProbability = 0, ...referenceLogProbabilities] = under.map(({ logProbs }) =>
			logProbs.reduce((total, value) => total + value, 0),
		);
		return {
			logProbability,
			referenceLogProbabilities,
			tokens,
			sharedWithInput: setCosine(contentStems(example.input), taskStems),
			sharedWithOutput: setCosine(contentStems(example.output), taskStems),
			likeness:
				taskHead === undefined || ofTask === undefined ? 0 : taskLikeness(taskHead, alone.embedding, ofTask.embedding),
		};
	});
}
