import type { Example, ProbeModel } from '../../src/probe/probeModel';
import { cheapFits, cheapFitter, type CheapFit } from './cheapFit';
import { chooseTasks, probeFits } from './consistency';
import type { Group } from './data';
import { drawOf, pick } from './draw';

const ownCount = 11;
const draws = 200;

/** How often the intruder is the one that fits worst, by measure. Of twelve, chance is 1/12. */
export type IntruderFigures = Readonly<Record<string, number>>;

/** Eleven demonstrations of one task and one of another, under the definition of the first. */
export async function measureIntruders(probe: ProbeModel, groups: readonly Group[]): Promise<IntruderFigures> {
	const tasks = chooseTasks(groups);
	const fit = cheapFitter(
		probe,
		tasks.map(({ task }) => task),
	);
	const found = new Map<string, number>();
	const note = (measure: string, scores: readonly (number | undefined)[]): void => {
		const known = scores.map(score => score ?? 0);
		const isLowest = known.slice(0, ownCount).every(score => score > (known[ownCount] ?? 0));
		found.set(measure, (found.get(measure) ?? 0) + (isLowest ? 1 : 0));
	};
	for (let draw = 0; draw < draws; draw++) {
		const task = tasks[draw % tasks.length];
		if (task === undefined) {
			break;
		}
		const random = drawOf('intruder', draw);
		const stranger = pick(
			pick(
				tasks.filter(other => other.task !== task.task),
				random,
			).examples,
			random,
		);
		const set: readonly Example[] = [...task.examples.slice(0, ownCount), stranger];
		for (const [measure, measureSet] of probeFits) {
			note(measure, await measureSet(probe, task.task, set, [...set.keys()]));
		}
		const fits: CheapFit[] = [];
		for (const example of set) {
			fits.push(await fit(example, task.task));
		}
		for (const measure of cheapFits) {
			note(
				measure,
				fits.map(cheap => cheap[measure]),
			);
		}
	}
	return Object.fromEntries([...found].map(([measure, count]) => [measure, count / draws]));
}
