import { taskFit, type FitEvidence } from '../metrics/taskFit';
import type { Example, ReadOptions } from '../probe/probeModel';
import { contentStems, setCosine } from '../text/sharedWords';
import { consistencyRequests } from './readings';
import type { TextReader } from './scoringReader';

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

/** Readings that the fit of one demonstration takes; that under the task definition is one of the V-Score's. */
export const readingsOfFit = 1 + referenceDefinitions.length;

/**
 * How each demonstration fits the task definition: natural log-odds, as `taskFit` says.
 *
 * @returns `undefined` for a text that had to be cut in one of its readings, and where there is nothing to read
 */
export async function measureFit(
	reader: TextReader,
	task: string,
	examples: readonly Example[],
	options: ReadOptions = {},
): Promise<readonly (number | undefined)[]> {
	const evidence = await readEvidence(reader, task, examples, options);
	return evidence.map(each => each && taskFit(each));
}

/** What the fit of each demonstration is made from. */
export async function readEvidence(
	reader: TextReader,
	task: string,
	examples: readonly Example[],
	options: ReadOptions = {},
): Promise<readonly (FitEvidence | undefined)[]> {
	const definitions = [task, ...referenceDefinitions];
	const requests = examples.flatMap(example =>
		definitions.map(definition => consistencyRequests(example, [], definition)[0]),
	);
	const readings = await reader.read(requests, options);
	const taskStems = contentStems(task);
	return examples.map((example, index) => {
		const own = readings.slice(index * definitions.length, (index + 1) * definitions.length);
		const tokens = own[0]?.logProbs.length ?? 0;
		if (tokens === 0 || own.some(({ logProbs }) => logProbs.length !== tokens)) {
			return undefined;
		}
		const [logProbability = 0, ...referenceLogProbabilities] = own.map(({ logProbs }) =>
			logProbs.reduce((total, value) => total + value, 0),
		);
		return {
			logProbability,
			referenceLogProbabilities,
			tokens,
			sharedWithInput: setCosine(contentStems(example.input), taskStems),
			sharedWithOutput: setCosine(contentStems(example.output), taskStems),
		};
	});
}
