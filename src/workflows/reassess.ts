import type { Suggestions } from '../protocol/candidate';
import { SetComparison } from '../synthesis/setComparison';
import type { AnalyzedSet } from './analyze';
import { gradientRequest } from './readings';
import type { Services, WorkflowOptions } from './services';

/**
 * Measures candidates that wait for review again, against the set as it is now and against one another: gains promised before
 * an edit, an acceptance or a rejection hold no longer. The best comes first; one that would now lower G-Vendi
 * stays, with its negative gain.
 */
export async function reassess(
	services: Services,
	analyzed: AnalyzedSet,
	suggestions: Suggestions,
	{ signal }: WorkflowOptions = {},
): Promise<Suggestions> {
	const { sketches, measurement, set, loss } = analyzed;
	const { candidates } = suggestions;
	const readings = await services.probe.read(
		candidates.map(candidate => gradientRequest(candidate, set.task?.text, loss)),
		signal === undefined ? {} : { signal },
	);
	const comparison = new SetComparison(sketches, measurement.regions.assignment);
	const compared = readings.map(({ sketch }) => {
		if (sketch === undefined) {
			throw new Error('the probe gave no sketch for a gradient reading');
		}
		return comparison.compare(sketch);
	});
	const additions = await services.measurer.rankAdditions(
		sketches,
		compared.map(({ sketch }) => sketch),
		candidates.length,
	);
	signal?.throwIfAborted();
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
