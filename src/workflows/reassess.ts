import type { Suggestions } from '../protocol/candidate';
import { SetComparison } from '../synthesis/setComparison';
import type { AnalyzedSet } from './analyze';
import { gradientRequest, sketchOf } from './readings';
import { readOptions, type Services, type WorkflowOptions } from './services';

/**
 * Measures candidates that wait for review again, against the set as it is now and against one another: gains promised before
 * an edit, an acceptance or a rejection hold no longer. The best comes first; one that would now lower G-Vendi
 * stays, with its negative gain.
 */
export async function reassess(
	services: Services,
	analyzed: AnalyzedSet,
	suggestions: Suggestions,
	options: WorkflowOptions = {},
): Promise<Suggestions> {
	const { sketches, measurement, set, loss } = analyzed;
	const { candidates } = suggestions;
	const readings = await services.probe.read(
		candidates.map(candidate => gradientRequest(candidate, set.task?.text, loss)),
		readOptions(options),
	);
	const comparison = new SetComparison(sketches, measurement.regions.assignment);
	const compared = readings.map(reading => comparison.compare(sketchOf(reading)));
	const additions = await services.measurer.rankAdditions(
		sketches,
		compared.map(({ sketch }) => sketch),
		candidates.length,
	);
	options.signal?.throwIfAborted();
	const before = measurement.gVendi.score;
	return {
		...suggestions,
		gVendi: { before, after: additions.at(-1)?.scoreAfter ?? before },
		candidates: additions.flatMap(({ index, gain }) => {
			const candidate = candidates[index];
			const place = compared[index];
			return candidate === undefined || place === undefined
				? []
				: [{ ...candidate, gain, region: place.region, similarity: place.similarity }];
		}),
	};
}
