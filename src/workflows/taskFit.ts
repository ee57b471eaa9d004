import { definitionFit, type FitEvidence } from '../metrics/definitionFit';
import { definitionAlone, taskFits } from '../metrics/taskFit';
import {
	companyOf,
	placeOfDefinition,
	placeOfDemonstration,
	taskLikeness,
	type TaskPlace,
} from '../metrics/taskLikeness';
import { vScore } from '../metrics/vScore';
import type { Example, ProbeModel, ReadOptions } from '../probe/probeModel';
import { contentStems, setCosine } from '../text/sharedWords';
import { consistencyRequests, embeddingRequest } from './readings';

/** Readings that the fit of one demonstration takes. They are the V-Score's, so that a cache has them where that was measured. */
export const readingsOfFit = 2;

/**
 * How each demonstration of a set fits the set's task: natural log-odds, as `taskFits` says.
 *
 * @param examples the whole set
 * @returns `undefined` for a text that had to be cut in one of its readings, and where there is nothing to read
 */
export async function measureTaskFit(
	probe: ProbeModel,
	task: string,
	examples: readonly Example[],
	options: ReadOptions = {},
): Promise<readonly (number | undefined)[]> {
	const read = await readEvidence(probe, task, examples, options);
	const companies = companyOf(read.flatMap(each => each?.place ?? [])).values();
	const standings = read.map(
		each =>
			each && {
				definitionFit: each.definitionFit,
				company: each.place === undefined ? 0 : (companies.next().value ?? 0),
			},
	);
	const { taskHead } = await probe.describe();
	return taskFits(standings, taskHead?.taskFit ?? definitionAlone);
}

/** How each demonstration fits the task definition, whatever stands beside it: natural log-odds, as `definitionFit` says. */
export async function measureDefinitionFit(
	probe: ProbeModel,
	task: string,
	examples: readonly Example[],
	options: ReadOptions = {},
): Promise<readonly (number | undefined)[]> {
	const read = await readEvidence(probe, task, examples, options);
	return read.map(each => each?.definitionFit);
}

/** What the fit of one demonstration is made from. */
export interface ReadEvidence {
	readonly evidence: FitEvidence;
	/** What the probe's weights make of it: natural log-odds. */
	readonly definitionFit: number;
	/** Where the probe's head puts it, if there is one. */
	readonly place?: TaskPlace;
}

export async function readEvidence(
	probe: ProbeModel,
	task: string,
	examples: readonly Example[],
	options: ReadOptions = {},
): Promise<readonly (ReadEvidence | undefined)[]> {
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
	const taskPlace = taskHead && ofTask && placeOfDefinition(taskHead, ofTask.embedding);
	return examples.map((example, index) => {
		const withTask = readings[2 * index];
		const alone = readings[2 * index + 1];
		const score = withTask && alone && vScore(withTask, alone);
		if (score === undefined || alone === undefined) {
			return undefined;
		}
		const place = taskHead && placeOfDemonstration(taskHead, alone.embedding);
		const evidence = {
			bitsPerToken: score.bitsPerToken,
			sharedWithInput: setCosine(contentStems(example.input), taskStems),
			sharedWithOutput: setCosine(contentStems(example.output), taskStems),
			likeness: place === undefined || taskPlace === undefined ? 0 : taskLikeness(place, taskPlace),
		};
		return {
			evidence,
			definitionFit: definitionFit(evidence, taskHead?.weights),
			...(place === undefined ? {} : { place }),
		};
	});
}
